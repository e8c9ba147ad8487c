import type { Command } from 'commander'

/** Takes out of the help of all commands what is written for machines: patterns that nobody reads. */
export function tellPlainly(command: Command): void {
  for (const option of command.options) option.description = withoutPattern(option.description)
  for (const inner of command.commands) tellPlainly(inner)
}

/** A description without its patterns; examples and formats stay. */
export function withoutPattern(description: string): string {
  const parts = description.split(/; (?=(?:Pattern|Format|Examples|type): )/)
  return parts
    .filter((part) => !part.startsWith('Pattern: '))
    .map((part) => (part === 'Format: date' ? 'as YYYY-MM-DD' : part))
    .join('; ')
}
