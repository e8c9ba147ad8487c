// What every command does first. Plain Node without packages: a fresh clone has no node_modules yet.
// Everything said here goes to standard error; standard output belongs to the command that follows.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const installStamp = join(root, 'node_modules', '.platen-lock')
const buildStamp = join(root, 'dist', 'stamp')
const built = join(root, 'dist', 'server', 'platen.js')

/** The rooms whose files end up in the build. */
const sourceRooms = [
  ...['app', 'cli', 'components', 'contract', 'database', 'integrations', 'invoicing', 'seed', 'server'],
  ...['worker', 'workshop/build.mjs', 'index.html', 'package.json', 'package-lock.json', 'tsconfig.json'],
  ...['vite.config.ts', 'postcss.config.cjs'],
]

export function say(line) {
  process.stderr.write(`${line}\n`)
}

export function fail(message) {
  say(message)
  process.exit(1)
}

/** Checks the version of Node, and runs `npm ci` when what is installed is not what the lock file says. */
export function installIfMissing() {
  checkNode()
  const wanted = hashOf(readFileSync(join(root, 'package-lock.json')))
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === wanted) return
  // Somebody ran "npm ci" or "npm install" by hand: npm keeps a copy of the lock file that it installed from.
  if (isInstalledByHand()) {
    stampInstallation(wanted)
    return
  }
  say('Installing packages (npm ci) …')
  const result = runNpm(['ci', '--no-audit', '--no-fund'])
  if (result.status !== 0) {
    fail(
      'npm ci failed; what it says is above. Check the network and that this directory is writable, then run ' +
        'the same command again. Behind a proxy, "npm config set proxy" and "npm config set registry" help.',
    )
  }
  stampInstallation(wanted)
}

/** Builds when a source is newer or different from what was built last. */
export async function buildIfStale() {
  const fingerprint = sourceFingerprint()
  if (existsSync(built) && existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === fingerprint) return
  say('Building …')
  const { build } = await import('./build.mjs')
  await build()
}

/** Called by the build, with the fingerprint from before it read the sources. */
export function stampBuild(fingerprint) {
  writeFileSync(buildStamp, fingerprint)
}

/** Names, sizes and times of all sources: enough to notice a change, and read in a few milliseconds. */
export function sourceFingerprint() {
  const hash = createHash('sha256')
  for (const room of sourceRooms) {
    for (const file of filesBelow(join(root, room))) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${file.slice(root.length)} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

/**
 * A Chromium for the browser tests: `PLATEN_CHROMIUM`, one on the PATH, Playwright's own, else installed
 * by the system's package manager (as root) or by Playwright. Returns its path; undefined: Playwright's own.
 */
export function findOrInstallChromium() {
  const found = findChromium()
  if (found) return found.path
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    say('Installing Chromium (apt-get install chromium) …')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const install = () =>
      spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: toStderr, env })
    if (install().status !== 0) {
      spawnSync('apt-get', ['update'], { stdio: toStderr, env })
      install()
    }
    const installed = findChromium()
    if (installed) return installed.path
  }
  say('Installing Chromium (playwright install chromium) …')
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const result = spawnSync(process.execPath, [playwright, 'install', 'chromium'], {
    stdio: toStderr,
    cwd: root,
  })
  if (result.status !== 0) {
    fail('No Chromium was found or could be installed. Install one and set PLATEN_CHROMIUM to its program.')
  }
  return undefined
}

/** `{ path }`, with an undefined path for Playwright's own; undefined when there is none. */
export function findChromium() {
  const named = process.env.PLATEN_CHROMIUM
  if (named) {
    if (isExecutable(named)) return { path: named }
    fail(`PLATEN_CHROMIUM names ${named}, which is no program that can be run.`)
  }
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const path = onPath(name)
    if (path) return { path }
  }
  return playwrightHasChromium() ? { path: undefined } : undefined
}

const toStderr = ['inherit', 2, 2]

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `Platen needs Node 20.19 or later, and this is ${process.versions.node}. Install Node 24 from https://nodejs.org.`,
    )
  }
}

function isInstalledByHand() {
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages ?? {}
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages ?? {}
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || installed[path]?.version === entry.version || (entry.optional && !installed[path]),
  )
}

function stampInstallation(hash) {
  try {
    writeFileSync(installStamp, hash)
  } catch {
    // node_modules of another user: the check is repeated next time.
  }
}

function runNpm(args) {
  const script = process.env.npm_execpath
  // npm started us: use the very same one, whatever the PATH says.
  if (script && /npm-cli\.js$/.test(script)) {
    return spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: toStderr })
  }
  return spawnSync('npm', args, { cwd: root, stdio: toStderr })
}

function playwrightHasChromium() {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    join(homedir(), process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright')
  const catalogue = join(root, 'node_modules', 'playwright-core', 'browsers.json')
  if (!existsSync(catalogue)) return false
  const { browsers } = JSON.parse(readFileSync(catalogue, 'utf8'))
  const revision = browsers.find((browser) => browser.name === 'chromium')?.revision
  return existsSync(join(cache, `chromium-${revision}`, 'INSTALLATION_COMPLETE'))
}

function onPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((directory) => directory !== '')
    .map((directory) => join(directory, name))
    .find(isExecutable)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function filesBelow(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      // The router's table of routes is written by the build itself; tests are not built.
      if (entry.name === 'routeTree.gen.ts' || /\.test\.tsx?$/.test(entry.name)) return []
      return entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]
    })
}

function hashOf(content) {
  return createHash('sha256').update(content).digest('hex')
}
