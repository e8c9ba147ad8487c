import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { Mutant, SourcePatch } from './mutant.ts'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
// Below node_modules, so that the bundle finds the packages that it leaves outside.
const cache = join(root, 'node_modules', '.cache', 'platen-proofs')

/**
 * Bundles a source file as production is bundled, with patches put in while it is read. Production code thus needs no
 * switch for naive code. A patch that no longer fits its source fails loudly; one of a file that the entry does not use
 * does too, unless the bundle is of a `part` of the server only.
 */
export async function bundle(entry: string, mutant: Mutant | null, { part = false } = {}): Promise<string> {
  const patches = mutant?.source ?? []
  const name = createHash('sha256')
    .update(`${entry} ${JSON.stringify(patches)} ${process.pid}`)
    .digest('hex')
  const outfile = join(cache, `${name.slice(0, 16)}.mjs`)
  mkdirSync(cache, { recursive: true })
  if (made.size === 0) process.once('exit', removeMade)
  made.add(outfile)
  const applied = new Set<SourcePatch>()
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
    plugins: [patching(patches, applied)],
  })
  const missing = patches.find((patch) => !applied.has(patch))
  if (missing && !part)
    throw new Error(`The mutant ${mutant?.name} patches ${missing.file}, which ${entry} does not use`)
  return outfile
}

const made = new Set<string>()

function removeMade(): void {
  for (const file of made) rmSync(file, { force: true })
}

/** The address that `import()` takes for a bundled file. */
export function addressOf(file: string): string {
  return pathToFileURL(file).href
}

function patching(patches: readonly SourcePatch[], applied: Set<SourcePatch>): Plugin {
  return {
    name: 'mutant',
    setup(context) {
      context.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const wanted = patches.filter(({ file }) => file === relative(root, path))
        if (wanted.length === 0) return undefined
        let contents = readFileSync(path, 'utf8')
        for (const patch of wanted) {
          contents = patched(contents, patch)
          applied.add(patch)
        }
        return { contents, loader: 'ts' }
      })
    },
  }
}

function patched(source: string, { file, find, replace }: SourcePatch): string {
  const parts = source.split(find)
  if (parts.length !== 2) {
    throw new Error(
      `A mutant no longer fits: ${file} has ${parts.length - 1} places that read\n${find}\nAdapt it in proofs/*mutants.ts.`,
    )
  }
  return parts.join(replace)
}
