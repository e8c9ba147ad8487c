import { invoiceSorts } from '../contract/invoices.ts'
import type { Client } from './client.ts'

const id = '6b2f1f5e-8f1a-4c0e-9d0e-2f4b8c1a7d3e'

/** Values that a cursor could carry and no row has: of another type, out of range, or no text that PostgreSQL takes. */
const values: readonly unknown[] = [
  ...['', 'x', "x'", 'NaN', 'infinity', '-infinity', '9'.repeat(18), '9'.repeat(19), '-1', '1e3', '0'],
  ...[
    '2026-02-31',
    '0000-01-01',
    '10000-01-01',
    '2026-11-21',
    '2026-01-01 99:99:99+00',
    '2026-01-01 00:00:00+99',
  ],
  ...['2026-02-31 00:00:00+00', '0000-01-01 00:00:00+00', 'a\u0000b', 'a\ud800b', 'x'.repeat(300)],
  ...[1, null, true, [], {}],
]

/** Well-formed cursors with nonsense inside, on every list and every sort: never a fault of the server. */
export async function badCursors(client: Client, faults: string[]): Promise<number> {
  const sorted = invoiceSorts.flatMap((sort) => [
    `/invoices?sort=${sort}&direction=asc`,
    `/invoices?sort=${sort}&direction=desc`,
  ])
  let sent = 0
  for (const list of [...sorted, '/customers?', '/payments?', '/audit-log?', '/reports/entries?']) {
    for (const value of values) {
      const cursor = Buffer.from(JSON.stringify([value, id])).toString('base64url')
      const answer = await client.get(`${list}&cursor=${cursor}`)
      sent += 1
      if (answer.status === 200 || answer.status === 400) continue
      faults.push(
        `${list} with a cursor of ${JSON.stringify(value)?.slice(0, 40)}: ${answer.status} ${answer.text.slice(0, 120)}`,
      )
    }
  }
  return sent
}
