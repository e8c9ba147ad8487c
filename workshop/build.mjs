// Builds the command line with its server into dist/server and the screens into dist/web.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, root, say, sourceFingerprint, stampBuild } from './prepare.mjs'

export async function build() {
  const fingerprint = sourceFingerprint()
  const startedAt = Date.now()
  await buildServer()
  buildScreens()
  stampBuild(fingerprint)
  say(`Built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
}

async function buildServer() {
  const { build: bundle } = await import('esbuild')
  const outdir = join(root, 'dist', 'server')
  rmSync(outdir, { recursive: true, force: true })
  await bundle({
    entryPoints: {
      platen: join(root, 'cli', 'platen.ts'),
      'print-thread': join(root, 'integrations', 'pdf', 'print-thread.ts'),
    },
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    splitting: true,
    sourcemap: true,
    logLevel: 'warning',
  })
  // Migrations and fonts stand beside the modules that read them, in the sources as in the bundle.
  cpSync(join(root, 'database', 'migrations'), join(outdir, 'migrations'), { recursive: true })
  cpSync(join(root, 'integrations', 'pdf', 'fonts'), join(outdir, 'fonts'), { recursive: true })
}

function buildScreens() {
  if (!existsSync(join(root, 'vite.config.ts'))) return
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const outdir = join(root, 'dist', 'web')
  const args = [vite, 'build', '--outDir', outdir, '--emptyOutDir', '--logLevel', 'warn']
  const result = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (result.status !== 0) fail('The screens could not be built; what vite says is above.')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build().catch((error) => fail(`The build failed: ${error.message}`))
}
