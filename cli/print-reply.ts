import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { Refused } from '../contract/refusals.ts'
import { print, say } from './print.ts'

/**
 * Prints what an operation answers. A file is saved where `--output` says; otherwise it goes out as it is, to be piped
 * on, unless a terminal would have to show what is no text: then it is saved under its own name. With `--json` its name
 * comes along, and its content as text, or as base64 of what is no text. It is passed on piece by piece.
 */
export async function printReply(
  reply: unknown,
  { json, output }: { json?: boolean; output?: string },
): Promise<void> {
  if (!(reply instanceof File)) return print(reply, json)
  const isText = reply.type.startsWith('text/')
  const path = output ?? (!json && !isText && process.stdout.isTTY ? reply.name : undefined)
  if (path !== undefined) {
    const bytes = await save(path, reply)
    return json ? print({ name: reply.name, path, bytes }, json) : say(`Saved ${path}`)
  }
  if (!json) return pipe(reply)
  const content = Buffer.from(await reply.arrayBuffer())
  print(
    {
      name: reply.name,
      ...(isText ? { content: content.toString() } : { base64: content.toString('base64') }),
    },
    json,
  )
}

async function pipe(file: File): Promise<void> {
  for await (const piece of piecesOf(file)) {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
  }
}

/** What is there already is never written over, and half of a file is not left: it would pass for the whole. */
async function save(path: string, file: File): Promise<number> {
  let bytes = 0
  async function* counted() {
    for await (const piece of piecesOf(file)) {
      bytes += piece.length
      yield piece
    }
  }
  try {
    await writeFile(path, counted(), { flag: 'wx' })
    return bytes
  } catch (error) {
    const code = error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null
    if (code !== 'EEXIST') await rm(path, { force: true }).catch(() => undefined)
    if (code === null) throw error
    const why = code === 'EEXIST' ? 'is there already' : `cannot be written (${code})`
    throw new Refused('invalid_input', `${path} ${why}. Name another file with --output.`, [
      { path: '--output', message: why },
    ])
  }
}

async function* piecesOf(file: File): AsyncGenerator<Buffer> {
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield Buffer.from(value)
  }
}
