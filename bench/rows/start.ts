import { plainFigure, type Row } from '../bench-run.ts'
import { type BuiltServer, startBuiltServer, temporaryDirectory } from '../built-server.ts'
import { median, spreadOf } from '../figures.ts'
import { watchMachine } from '../machine.ts'

const starts = 5
const companies = 20

/**
 * A warm `platen start`: its data directory is there and migrated, its embedded PostgreSQL is started with it. From the
 * start of the process to the first good answer of /api/health; and what founding a further company takes.
 */
export const startRow: Row = {
  name: 'start',
  writes: false,
  async measure(run) {
    const directory = temporaryDirectory()
    const platen = { file: run.platen.file, dataDirectory: directory.path }
    const settle = watchMachine(run.roots)
    try {
      const first = await startBuiltServer(platen)
      const foundedMs = await foundCompanies(first).finally(() => first.stop())
      const readyMs: number[] = []
      for (let start = 0; start < starts; start += 1) {
        const server = await startBuiltServer(platen)
        readyMs.push(server.readyMs)
        await server.stop()
      }
      const disturbance = settle()
      return [
        plainFigure(
          {
            row: 'start, warm',
            ours: { value: median(readyMs), unit: 'ms' },
            judged: { value: median(readyMs), unit: 'ms' },
            promised: { atMost: { floor: 3_000, goal: 1_500 } },
            spread: spreadOf(readyMs),
          },
          disturbance,
        ),
        plainFigure(
          {
            row: 'new company',
            ours: { value: median(foundedMs), unit: 'ms' },
            judged: { value: median(foundedMs), unit: 'ms' },
            promised: { atMost: { floor: 500, goal: 50 } },
          },
          disturbance,
        ),
      ]
    } finally {
      directory.remove()
    }
  },
}

/** Signs the first owner up and founds companies as they would, through the screens' own door. */
async function foundCompanies({ url }: BuiltServer): Promise<number[]> {
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    })
  const owner = { name: 'Owner', email: 'owner@bench.example', password: 'a long enough password' }
  const signedUp = await post('/sign-up', { ...owner, companyName: 'First' })
  const cookie = signedUp.headers.get('set-cookie')?.split(';')[0]
  if (signedUp.status !== 201 || !cookie) throw new Error(`Signing up failed: ${await signedUp.text()}`)
  const times: number[] = []
  for (let n = 1; n <= companies; n += 1) {
    const startedAt = performance.now()
    const founded = await post('/companies', { name: `Company ${n}` }, cookie)
    await founded.text()
    if (founded.status !== 201) throw new Error(`Founding a company answered ${founded.status}`)
    times.push(performance.now() - startedAt)
  }
  return times
}
