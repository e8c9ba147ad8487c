import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { refusals } from '../contract/refusals.ts'

/*
 * How the house is kept: which way imports run, how files are named, how long they are, what never stands in them. A
 * rule takes files and names what breaks it; each is shown to find something in files made to break it.
 */
interface SourceFile {
  path: string
  text: string
}
type Rule = (files: SourceFile[]) => string[]

const root = fileURLToPath(new URL('..', import.meta.url))
const notOurs = new Set([
  'node_modules',
  'dist',
  'data',
  '.git',
  'test-results',
  'playwright-report',
  '.bench',
])
const generated = new Set([
  'app/routeTree.gen.ts',
  'database/tables.ts',
  'database/schema.sql',
  'package-lock.json',
])
const readable = /\.(ts|tsx|mjs|js|css|sql|json|md|html|yml|svg)$|^\.ci\/run$|^\.gitignore$/

const everyFile: SourceFile[] = walk(root)
  .map((path) => relative(root, path).replaceAll('\\', '/'))
  .filter((path) => readable.test(path) && !generated.has(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

function walk(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name) || entry.name.startsWith('.env')) return []
    const path = join(directory, entry.name)
    return entry.isDirectory() ? walk(path) : entry.isFile() ? [path] : []
  })
}

const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path)
const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path) || path.startsWith('tests/')
const under = (path: string, ...rooms: string[]) => rooms.some((room) => path.startsWith(`${room}/`))

/** The files and packages that a file imports; our own as paths from the root. */
function importsOf({ path, text }: SourceFile): string[] {
  const named = text.matchAll(/(?:^|[\s;])(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]/g)
  const bare = text.matchAll(/(?:^|[\s(=])import\s*\(?\s*['"]([^'"]+)['"]/g)
  return [...named, ...bare].map((match) => {
    const target = match[1] ?? ''
    return target.startsWith('.') ? posix.join(dirname(path), target) : target
  })
}

const code = (files: SourceFile[]) => files.filter(({ path }) => isCode(path) && !isTest(path))

/** Names each import of some files that is not allowed. */
function eachImport(allowed: (path: string, target: string, files: SourceFile[]) => boolean): Rule {
  return (files) =>
    code(files).flatMap((file) =>
      importsOf(file)
        .filter((target) => !allowed(file.path, target, files))
        .map((target) => `${file.path} imports ${target}`),
    )
}

const ourRooms =
  /^(contract|invoicing|server|database|integrations|worker|cli|app|components|seed|proofs|bench|tests|workshop)\//
const isOurs = (target: string) => ourRooms.test(target)
const isSql = (path: string) => path.endsWith('.sql.ts')

/** A file of invoicing that reads or writes: an operation, or a part of one. The others are nouns: pure rules. */
function isNoun(path: string, files: SourceFile[]): boolean {
  const file = files.find((candidate) => candidate.path === path)
  if (!file || !under(path, 'invoicing') || isSql(path) || isTest(path)) return false
  return !importsOf(file).some((target) => under(target, 'server', 'database') || isSql(target))
}

/** Everything that a file reaches through its imports of our own files. */
function reach(path: string, files: SourceFile[], seen = new Set<string>()): Set<string> {
  const file = files.find((candidate) => candidate.path === path)
  for (const target of file ? importsOf(file) : []) {
    if (seen.has(target)) continue
    seen.add(target)
    if (isOurs(target)) reach(target, files, seen)
  }
  return seen
}

const rules: Record<string, Rule> = {
  'contract imports nothing of ours': eachImport(
    (path, target) => !under(path, 'contract') || !isOurs(target) || under(target, 'contract'),
  ),
  'contract runs in a browser': eachImport(
    (path, target) => !under(path, 'contract') || !target.startsWith('node:'),
  ),
  'a noun imports only nouns and contract': eachImport(
    (path, target, files) =>
      path === 'invoicing/router.ts' ||
      !isNoun(path, files) ||
      !isOurs(target) ||
      under(target, 'contract') ||
      isNoun(target, files),
  ),
  'a noun does no input and output': eachImport(
    (path, target, files) => !isNoun(path, files) || !/^(node:(?!crypto$)|pg$|kysely$|pino$)/.test(target),
  ),
  'only operations import .sql.ts': eachImport(
    (path, target) => !isSql(target) || under(path, 'invoicing', 'proofs', 'bench'),
  ),
  'SQL stands below the operations': eachImport(
    (path, target, files) =>
      !isSql(path) ||
      !isOurs(target) ||
      under(target, 'contract', 'database') ||
      isSql(target) ||
      target === 'server/pages.ts' ||
      isNoun(target, files),
  ),
  'database imports only contract': eachImport(
    (path, target) => !under(path, 'database') || !isOurs(target) || under(target, 'database', 'contract'),
  ),
  'server imports nouns and the router, nothing above it': eachImport(
    (path, target, files) =>
      !under(path, 'server') ||
      !isOurs(target) ||
      under(target, 'server', 'database', 'contract') ||
      target === 'invoicing/router.ts' ||
      isNoun(target, files),
  ),
  'invoicing knows no door': eachImport(
    (path, target) =>
      !under(path, 'invoicing') ||
      !isOurs(target) ||
      (under(target, 'invoicing', 'contract', 'database', 'server') &&
        !['server/http.ts', 'server/openapi.ts', 'server/reference.ts'].includes(target)),
  ),
  'integrations know nothing of the shop but the contract': eachImport(
    (path, target) =>
      !under(path, 'integrations') || !isOurs(target) || under(target, 'integrations', 'contract'),
  ),
  'nothing but the screens imports the screens': eachImport(
    (path, target) =>
      !under(target, 'app', 'components') || !isOurs(path) || under(path, 'app', 'components'),
  ),
  'components know of the app only its typed client': eachImport(
    (path, target) => !under(path, 'components') || !under(target, 'app') || target === 'app/api.ts',
  ),
  'the screens reach contract and nouns only, also by way of others': (files) =>
    code(files)
      .filter(({ path }) => under(path, 'app', 'components') && path !== 'app/routes.ts')
      .flatMap(({ path }) =>
        [...reach(path, files)]
          .filter(
            (target) =>
              target.startsWith('node:') ||
              ['pg', 'kysely', 'pino', 'hono'].includes(target) ||
              (isOurs(target) && !under(target, 'app', 'components', 'contract') && !isNoun(target, files)),
          )
          .map((target) => `${path} reaches ${target}`),
      ),
  'nobody imports tests, proofs or benchmarks': eachImport(
    (path, target) =>
      !under(target, 'tests', 'proofs', 'bench') || under(path, 'proofs', 'bench', 'workshop'),
  ),
  'our imports name their file whole': (files) =>
    files
      .filter(({ path }) => isCode(path))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => isOurs(target) && !/\.(ts|tsx|mjs|css|json|svg)$/.test(target))
          .map((target) => `${file.path} imports ${target}`),
      ),
  'no drawers': (files) =>
    files
      .filter(({ path }) =>
        /^(index|utils?|helpers?|common|types|misc|shared|lib|constants|functions|stuff)(\.|$)/i.test(
          posix.basename(path).replace(/^index\.html$/, 'page'),
        ),
      )
      .map(({ path }) => path),
  'files are named in lower case with dashes, components in capitals': (files) =>
    files
      .filter(({ path }) => isCode(path) || path.endsWith('.css'))
      .filter(({ path }) => {
        const name = posix.basename(path)
        const parts =
          /^([A-Z][A-Za-z0-9]*|[a-z0-9]+(?:-[a-z0-9]+)*)(\.(?:sql|test|db\.test|property\.test|spec|config|module|d))?\.(ts|tsx|mjs|css)$/.exec(
            name,
          )
        if (!parts) return true
        const isComponent = /^[A-Z]/.test(parts[1] ?? '')
        const page = ['page', 'layout', 'root', 'main'].includes(parts[1] ?? '')
        // A component draws a screen or a paper and is named like what it draws.
        if (isComponent) return !under(path, 'app', 'components', 'integrations')
        return name.endsWith('.tsx') && !/^use-|-columns\./.test(name) && !page && !isTest(path)
      })
      .map(({ path }) => path),
  'invoicing has flat rooms': (files) =>
    files
      .filter(
        ({ path }) =>
          under(path, 'invoicing') && path !== 'invoicing/router.ts' && path.split('/').length !== 3,
      )
      .map(({ path }) => path),
  'a test says its kind in its name': (files) =>
    files
      .filter(({ path }) => /\.(test|spec)\.tsx?$/.test(path))
      .filter(({ path, text }) => {
        const usesDatabase = /\b(?:test(?:Database|Platen)|provesItself)\(/.test(
          text.replace(/(['"`/]).*?\1/g, ''),
        )
        if (path.endsWith('.spec.ts')) return !under(path, 'tests/browser')
        if (path.endsWith('.property.test.ts')) return !text.includes("from 'fast-check'")
        return path.endsWith('.db.test.ts') !== usesDatabase
      })
      .map(({ path }) => path),
  'files have at most 300 lines': (files) =>
    files
      .filter(({ path }) => (isCode(path) || /\.(css|sql)$/.test(path)) && !isTest(path))
      .filter(({ text }) => text.split('\n').length - 1 > 300)
      .map(({ path }) => path),
  'nothing is left for later, and nothing is left out': (files) =>
    files.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(TODO|FIXME|HACK)\b|\b(?:test|it|describe)\.(only|skip|todo)\b/g)]
        .filter(() => path !== 'tests/tidy.test.ts')
        .map((match) => `${path}: ${match[0]}`),
    ),
  'no way round the compiler': (files) =>
    files
      .filter(({ path }) => isCode(path) && path !== 'tests/tidy.test.ts')
      .flatMap(({ path, text }) =>
        [
          ...text.matchAll(
            /@ts-(?:ignore|nocheck|expect-error)|\bas unknown as\b|\bas any\b|:\s*any\b(?! )/g,
          ),
        ].map((match) => `${path}: ${match[0]}`),
      ),
  'no paths of one machine': (files) =>
    files
      .filter(({ path }) => path !== 'tests/tidy.test.ts')
      .flatMap(({ path, text }) =>
        [
          ...text.matchAll(
            /(?<![\w.])\/(?:work\/|root\/|home\/\w+\/|Users\/\w+\/|tmp\/brief)|[A-Z]:\\Users\\/g,
          ),
        ].map((match) => `${path}: ${match[0]}`),
      ),
  'ARCHITECTURE.md names every top folder, and only folders that exist': (files) => {
    const text = files.find(({ path }) => path === 'ARCHITECTURE.md')?.text ?? ''
    const folders = new Set<string>()
    for (const { path } of files) {
      const steps = path.split('/').slice(0, -1)
      for (let depth = 1; depth <= steps.length; depth += 1) folders.add(steps.slice(0, depth).join('/'))
    }
    const named = [...text.matchAll(/(?:^|[\s`(,])((?:[\w.()[\]-]+\/)+)(?=[\s`,.;:)]|$)/gm)].map((match) =>
      (match[1] ?? '').replace(/\/$/, ''),
    )
    const top = [...folders].filter((folder) => !folder.includes('/') && !folder.startsWith('.'))
    const isThere = (name: string) =>
      folders.has(name) || [...folders].some((folder) => folder.endsWith(`/${name}`))
    return [
      ...named.filter((name) => !isThere(name) && !notOurs.has(name)).map((name) => `${name} does not exist`),
      ...top.filter((folder) => !named.includes(folder)).map((folder) => `${folder} is not named`),
    ]
  },
  'every refusal has a test that meets it': (files) => {
    const tests = files.filter(({ path }) => /\.test\.ts$/.test(path) && path !== 'tests/tidy.test.ts')
    return Object.keys(refusals).filter((refused) => !tests.some(({ text }) => text.includes(`'${refused}'`)))
  },
}

test.each(Object.entries(rules))('%s', (_name, rule) => {
  expect(rule(everyFile)).toEqual([])
})

const noun = { path: 'invoicing/money/money.ts', text: 'export const a = 1' }
const operation = {
  path: 'invoicing/money/pay.ts',
  text: `import { implementing } from '../../server/operation.ts'\nimport { insert } from './money.sql.ts'`,
}
const sqlFile = {
  path: 'invoicing/money/money.sql.ts',
  text: `import type { DB } from '../../database/tables.ts'`,
}
const file = (path: string, text = ''): SourceFile => ({ path, text })
const importing = (path: string, target: string) => file(path, `import { a } from '${target}'`)

/** For each rule, files that break it, and what it says. */
const breaking: Record<string, [files: SourceFile[], found: string]> = {
  'contract imports nothing of ours': [
    [importing('contract/a.ts', '../invoicing/money/money.ts')],
    'contract/a.ts',
  ],
  'contract runs in a browser': [[importing('contract/a.ts', 'node:fs')], 'contract/a.ts imports node:fs'],
  'a noun imports only nouns and contract': [
    [importing('invoicing/money/rule.ts', './pay.ts'), operation],
    'invoicing/money/rule.ts imports invoicing/money/pay.ts',
  ],
  'a noun does no input and output': [
    [importing('invoicing/money/rule.ts', 'node:fs')],
    'rule.ts imports node:fs',
  ],
  'only operations import .sql.ts': [
    [importing('cli/a.ts', '../invoicing/money/money.sql.ts'), sqlFile],
    'cli/a.ts imports invoicing/money/money.sql.ts',
  ],
  'SQL stands below the operations': [
    [importing('invoicing/money/money.sql.ts', './pay.ts'), operation],
    'imports invoicing/money/pay.ts',
  ],
  'database imports only contract': [[importing('database/a.ts', '../server/b.ts')], 'imports server/b.ts'],
  'server imports nouns and the router, nothing above it': [
    [importing('server/a.ts', '../invoicing/money/pay.ts'), operation],
    'imports invoicing/money/pay.ts',
  ],
  'invoicing knows no door': [
    [importing('invoicing/money/pay.ts', '../../server/http.ts')],
    'server/http.ts',
  ],
  'integrations know nothing of the shop but the contract': [
    [importing('integrations/mail/mail.ts', '../../database/connect.ts')],
    'database/connect.ts',
  ],
  'nothing but the screens imports the screens': [
    [importing('server/a.ts', '../components/ui/Panel.tsx')],
    'components/ui/Panel.tsx',
  ],
  'components know of the app only its typed client': [
    [importing('components/ui/Panel.tsx', '../../app/theme.ts')],
    'imports app/theme.ts',
  ],
  'the screens reach contract and nouns only, also by way of others': [
    [
      importing('app/a.ts', '../components/features/b.ts'),
      importing('components/features/b.ts', '../../invoicing/money/pay.ts'),
      operation,
      sqlFile,
    ],
    'app/a.ts reaches invoicing/money/pay.ts',
  ],
  'nobody imports tests, proofs or benchmarks': [
    [importing('cli/a.ts', '../tests/support/api.ts')],
    'cli/a.ts',
  ],
  'our imports name their file whole': [
    [importing('cli/a.ts', '../seed/demo')],
    'cli/a.ts imports seed/demo',
  ],
  'no drawers': [[file('server/utils.ts')], 'server/utils.ts'],
  'files are named in lower case with dashes, components in capitals': [
    [file('server/rateLimit.ts')],
    'rateLimit',
  ],
  'invoicing has flat rooms': [[file('invoicing/money/rules/a.ts')], 'invoicing/money/rules/a.ts'],
  'a test says its kind in its name': [
    [file('server/a.test.ts', 'const a = testPlaten()')],
    'server/a.test.ts',
  ],
  'files have at most 300 lines': [[file('server/a.ts', 'x\n'.repeat(301))], 'server/a.ts'],
  'nothing is left for later, and nothing is left out': [
    [file('server/a.test.ts', 'test.skip("x")')],
    'test.skip',
  ],
  'no way round the compiler': [[file('server/a.ts', 'const a = b as unknown as C')], 'as unknown as'],
  'no paths of one machine': [[file('README.md', 'see /home/somebody/platen')], '/home/somebody/'],
  'ARCHITECTURE.md names every top folder, and only folders that exist': [
    [file('ARCHITECTURE.md', '`server/` serves, `gone/` is gone'), file('server/a.ts'), file('cli/a.ts')],
    'gone does not exist',
  ],
  'every refusal has a test that meets it': [[file('server/a.test.ts', `'not_found'`)], 'stale_version'],
}

test('every rule is shown to find something', () => {
  expect(Object.keys(breaking)).toEqual(Object.keys(rules))
})

test.each(Object.entries(breaking))('found when broken: %s', (name, [files, found]) => {
  const named = rules[name]?.(files) ?? []
  expect(
    named.some((text) => text.includes(found)),
    named.join(', '),
  ).toBe(true)
})

test('what is right is left alone', () => {
  const right = [
    noun,
    operation,
    sqlFile,
    importing('app/a.ts', '../invoicing/money/money.ts'),
    importing('cli/a.ts', '../invoicing/money/pay.ts'),
    file('app/(dashboard)/invoices/_components/InvoiceStatsBar.tsx'),
    file('app/(dashboard)/invoices/_components/use-latest.ts'),
    file('server/a.test.ts', 'test("pure")'),
    file('index.html'),
  ]
  for (const [name, rule] of Object.entries(rules)) {
    if (name.startsWith('ARCHITECTURE') || name.startsWith('every refusal')) continue
    expect([name, rule(right)]).toEqual([name, []])
  }
})

test('the screens stand at the paths that the breadboard draws', () => {
  const drawn = [
    'invoices/page.tsx',
    'invoices/[id]/page.tsx',
    'invoices/new/page.tsx',
    'invoices/[id]/edit/page.tsx',
  ]
  for (const path of drawn)
    expect([path, existsSync(join(root, 'app/(dashboard)', path))]).toEqual([path, true])
})

test('the files were found', () => {
  expect(everyFile.length).toBeGreaterThan(150)
  expect(statSync(join(root, 'tests/tidy.test.ts')).isFile()).toBe(true)
})
