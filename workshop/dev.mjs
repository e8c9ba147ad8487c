// `npm run dev`: the server, started again on every change, and Vite's server for the screens in front of it.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { installIfMissing, root, say } from './prepare.mjs'

installIfMissing()

const host = process.env.HOST ?? '127.0.0.1'
const screensPort = Number(process.env.PORT ?? 3000)
const serverPort = screensPort + 1
const serverUrl = `http://${host}:${serverPort}`

// The screens' configuration sends /api and /docs there.
process.env.PLATEN_API = serverUrl
const { createServer } = await import('vite')
const screens = await createServer({
  root,
  configFile: join(root, 'vite.config.ts'),
  server: { host, port: screensPort, strictPort: true },
})
await screens.listen()

// A group of its own: Ctrl-C in the terminal reaches only us, and we tell the watcher, which tells the server.
const server = spawn(
  process.execPath,
  [
    join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'),
    ...['watch', '--clear-screen=false', join(root, 'cli', 'platen.ts'), 'start', ...process.argv.slice(2)],
  ],
  {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      PORT: String(serverPort),
      PLATEN_URL: process.env.PLATEN_URL ?? `http://${host}:${screensPort}`,
    },
  },
)
say(
  `Screens at http://${host}:${screensPort}, reloading on every change (the server behind them at ${serverUrl})`,
)

let ending = false
async function end() {
  if (ending) return
  ending = true
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT')
    await ended
  }
  await screens.close()
  process.exit(0)
}
process.on('SIGINT', end)
process.on('SIGTERM', end)
server.once('exit', () => {
  if (!ending) say('The server ended.')
  end()
})
