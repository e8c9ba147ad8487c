import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked {
  version?: string
  resolved?: string
  optionalDependencies?: Record<string, string>
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, Locked>
}
const packages = Object.entries(lock.packages)

// npm leaves packages for other platforms out of the lock file when it cannot see them, and then "npm ci"
// refuses the whole file on every machine.
test('the lock file names the packages of every platform', () => {
  const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(path, name))
      .map(([name, version]) => `${name}@${version}`),
  )
  expect(missing).toEqual([])
})

test('the lock file names no registry', () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
})

function isLocked(path: string, name: string): boolean {
  return [`${path}/node_modules/${name}`, `node_modules/${name}`].some((place) => lock.packages[place])
}
