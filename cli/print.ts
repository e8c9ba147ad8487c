import { ORPCError } from '@orpc/server'
import { CommanderError } from 'commander'
import type { Problem } from '../contract/refusals.ts'
import { Refused } from '../contract/refusals.ts'
import { problem, toProblem } from '../server/problem.ts'
import { SettingError } from '../server/settings.ts'
import { readable } from './readable.ts'

/** The one JSON document that `--json` promises, or text for people, on standard output. */
export function print(value: unknown, json: boolean | undefined): void {
  process.stdout.write(`${json ? JSON.stringify(value) : readable(value, process.stdout.columns)}\n`)
}

/** Everything else goes to standard error. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Progress in one line that is written over on a terminal, and now and then elsewhere. */
export function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`)
}

/** Tells an error as a refusal and gives the exit code. A mistake of ours keeps its stack. */
export function fail(error: unknown, json: boolean): number {
  const told = problemOf(error)
  if (json)
    print(told ?? problem('internal', 'An unexpected error; its details are on standard error.'), true)
  if (!told) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 1
  }
  // A setting's message says everything; the title of the code would only stand in its way.
  say(error instanceof SettingError ? told.detail : `${told.title} ${told.detail}`)
  for (const { path, message } of told.errors) {
    if (!told.detail.includes(message)) say(`  ${path}: ${message}`)
  }
  return 1
}

function problemOf(error: unknown): Problem | null {
  if (error instanceof Refused) return problem(error.code, error.message, error.errors)
  if (error instanceof ORPCError) return toProblem(error)
  if (error instanceof SettingError) return problem('invalid_input', error.message)
  if (error instanceof CommanderError) return problem('invalid_input', error.message.replace(/^error: /, ''))
  return null
}
