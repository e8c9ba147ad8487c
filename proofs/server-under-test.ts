import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface ServerUnderTest {
  /** `http://127.0.0.1:PORT`; stays the same over a restart. */
  url: string
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>
  /** Starts it again on the same port, after a kill. */
  restart(): Promise<void>
  stop(): Promise<void>
  /** Sets its clock, which then stands still; a restart sets it going. */
  setNow(instant: Date): Promise<void>
  /** What it logged: the last unexpected errors. */
  log(): string
}

export interface ServerOptions {
  bundle: string
  databaseUrl: string
  connections: number
  environment?: Readonly<Record<string, string>>
}

/** Starts the bundled server in a process of its own and waits until it listens. */
export async function startServer(options: ServerOptions): Promise<ServerUnderTest> {
  const lines: string[] = []
  let running = await launch(options, 0, lines)
  const { port } = running
  return {
    url: `http://127.0.0.1:${port}`,
    kill: () => end(running.child, 'SIGKILL'),
    restart: async () => {
      running = await launch(options, port, lines)
    },
    stop: () => end(running.child, 'SIGTERM'),
    setNow: async (instant) => {
      const acknowledged = once(running.child.stdout, 'data')
      running.child.stdin.write(`${instant.toISOString()}\n`)
      await acknowledged
    },
    log: () => lines.slice(-40).join('').slice(-6_000),
  }
}

async function launch(
  { bundle, databaseUrl, connections, environment }: ServerOptions,
  port: number,
  lines: string[],
): Promise<{ child: ChildProcessWithoutNullStreams; port: number }> {
  const child = spawn(process.execPath, [bundle], {
    stdio: 'pipe',
    env: {
      ...process.env,
      PROOF_DATABASE_URL: databaseUrl,
      PROOF_CONNECTIONS: String(connections),
      PROOF_PORT: String(port),
      ...environment,
    },
  })
  child.stderr.on('data', (chunk) => {
    lines.push(String(chunk))
    if (lines.length > 400) lines.splice(0, 200)
  })
  // The pipe breaks when the server is killed; that is what the proof wanted.
  child.stdin.on('error', () => undefined)
  const listening = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`The server under test ended with ${code}:\n${lines.join('')}`)),
    )
    child.stdout.once('data', (chunk) => {
      const said: unknown = JSON.parse(String(chunk))
      const at = typeof said === 'object' && said !== null && 'port' in said ? Number(said.port) : Number.NaN
      resolve(at)
    })
  })
  return { child, port: listening }
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
