import { vi } from 'vitest'
import { runCommand } from '../../cli/program.ts'

export interface CommandResult {
  code: number
  /** Standard output, which under --json is one document. */
  out: string
  err: string
}

/** Runs a command line of `platen` in this process, with an environment of its own. */
export async function platenCommand(
  argv: readonly string[],
  environment: Record<string, string | undefined>,
): Promise<CommandResult> {
  const kept = { ...process.env }
  const result: CommandResult = { code: -1, out: '', err: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    result.out += String(text)
    return true
  })
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    result.err += String(text)
    return true
  })
  try {
    Object.assign(process.env, environment)
    for (const [name, value] of Object.entries(environment)) if (value === undefined) delete process.env[name]
    result.code = await runCommand(argv)
    return result
  } finally {
    out.mockRestore()
    err.mockRestore()
    for (const name of Object.keys(environment)) delete process.env[name]
    Object.assign(process.env, kept)
  }
}

/** The one JSON document that a command printed; throws when there is more or none. */
export function documentOf<Body = Record<string, unknown>>({ out }: CommandResult): Body {
  return JSON.parse(out)
}
