import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const start = fileURLToPath(new URL('../../workshop/start.mjs', import.meta.url))

export interface PlatenServer {
  url: string
  dataDirectory: string
  stop: () => Promise<void>
}

/** A real Platen on a free port with a data directory of its own, as `npm start` makes it; ready when this returns. */
export async function startPlaten({ demo }: { demo: boolean }): Promise<PlatenServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const directory = mkdtempSync(join(tmpdir(), 'platen-browser-'))
  const dataDirectory = join(directory, 'data')
  const {
    DATABASE_URL: _,
    DATABASE_ADMIN_URL: __,
    PLATEN_TODAY: ___,
    PLATEN_URL: ____,
    ...rest
  } = process.env
  const child = spawn(process.execPath, [start], {
    env: {
      ...rest,
      PORT: String(port),
      HOST: '127.0.0.1',
      PLATEN_DATA_DIR: dataDirectory,
      PLATEN_DEMO: demo ? '1' : '0',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said: string[] = []
  let isReady = false
  // What the server complains about later stands among the tests' own lines.
  child.stderr.on('data', (chunk: Buffer) =>
    isReady ? process.stderr.write(chunk) : said.push(chunk.toString()),
  )
  const ended = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGINT')
    await ended
    rmSync(directory, { recursive: true, force: true })
  }
  isReady = await whenReady(`${url}/api/health`, () => child.exitCode === null)
  if (isReady) return { url, dataDirectory, stop }
  if (child.exitCode === null) await stop()
  throw new Error(`Platen did not start:\n${said.join('')}`)
}

/** Asks until the answer is good, for at most a minute; a build may come first. */
async function whenReady(url: string, isAlive: () => boolean): Promise<boolean> {
  const lastTry = Date.now() + 60_000
  while (Date.now() < lastTry && isAlive()) {
    // The port is taken before anything answers on it.
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
    if (answer?.ok) return true
    await pause(100)
  }
  return false
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was free')
  return address.port
}
