// `npm run check`: every check, exactly as CI runs them. Two lanes run side by side, and within a lane one
// step after the other; the last line counts the tests.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, root } from './prepare.mjs'

const reports = mkdtempSync(join(tmpdir(), 'platen-check-'))
process.on('exit', () => rmSync(reports, { recursive: true, force: true }))

const bin = (path) => [process.execPath, join(root, 'node_modules', path)]
const tsx = bin('tsx/dist/cli.mjs')
const vitest = (project) => ({
  command: [
    ...bin('vitest/vitest.mjs'),
    ...['run', '--project', project, '--reporter=default', '--reporter=json'],
    `--outputFile.json=${join(reports, `${project}.json`)}`,
  ],
  count: () => countVitest(join(reports, `${project}.json`)),
})

const steps = {
  format: {
    title: 'Format and lint',
    command: [...bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings'],
  },
  build: { title: 'Build', command: [process.execPath, join(root, 'workshop', 'build.mjs')] },
  types: { title: 'Types', command: [...bin('typescript/bin/tsc'), '--noEmit'] },
  unused: { title: 'Unused code', command: bin('knip/bin/knip.js') },
  generated: {
    title: 'Generated files',
    command: [...tsx, join(root, 'workshop', 'generate.ts'), '--verify'],
  },
  unit: { title: 'Unit and property tests', ...vitest('unit') },
  database: { title: 'Database tests', ...vitest('db') },
  browser: {
    title: 'Browser tests',
    command: [...bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
    env: browserEnvironment(),
    count: () => countPlaywright(join(reports, 'browser.json')),
  },
}

const startedAt = Date.now()
// The steps write into pipes; whether there are colours depends on where we write to.
const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }
const results = []
// The types need the table of routes that the build writes; the browser tests need the build.
await Promise.all([
  inOrder([steps.format, steps.build, steps.types, steps.unused]),
  inOrder([steps.generated, steps.unit, steps.database]),
])
await inOrder([steps.browser])
summarise()

async function inOrder(lane) {
  for (const step of lane) results.push(await run(step))
}

function run(step) {
  const began = Date.now()
  return new Promise((resolve) => {
    const [program, ...args] = step.command
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...colours, ...step.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    // Kept together and shown at the end of the step, because another step speaks at the same time.
    const output = []
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    child.once('error', (error) => finish(1, `${error.message}\n`))
    child.once('close', (code, signal) => finish(code ?? 1, signal ? `ended with ${signal}\n` : ''))

    function finish(code, more) {
      const counted = step.count?.()
      const noTests = counted !== undefined && counted.passed + counted.failed === 0
      const ok = code === 0 && !noTests && !counted?.failed
      const seconds = ((Date.now() - began) / 1000).toFixed(1)
      process.stdout.write(`\n── ${step.title} (${seconds} s) ${ok ? 'passed' : 'FAILED'}\n`)
      process.stdout.write(Buffer.concat(output).toString('utf8') + more)
      if (noTests) process.stdout.write('No test ran, which counts as a failure.\n')
      resolve({ title: step.title, ok, seconds, ...counted })
    }
  })
}

function browserEnvironment() {
  const chromium = findChromium()?.path
  return {
    PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'browser.json'),
    ...(chromium ? { PLATEN_CHROMIUM: chromium } : {}),
  }
}

function countVitest(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0 }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  // A file that does not load has no tests to fail; it counts as one.
  const broken = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}

function countPlaywright(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0 }
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }
}

function summarise() {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(`\n── Summary (${seconds} s)\n`)
  for (const { title, ok, seconds: took, passed, failed } of results) {
    const tests = passed === undefined ? '' : `, ${passed} passed, ${failed} failed`
    process.stdout.write(`${ok ? 'passed' : 'FAILED'}  ${title} (${took} s${tests})\n`)
  }
  const sum = (name) => results.reduce((total, result) => total + (result[name] ?? 0), 0)
  // A step that failed without a failed test of its own (a type error, a broken build) is one failure.
  const otherFailures = results.filter((result) => !result.ok && !result.failed).length
  process.stdout.write(`${sum('passed')} passed, ${sum('failed') + otherFailures} failed\n`)
  process.exitCode = results.every((result) => result.ok) ? 0 : 1
}
