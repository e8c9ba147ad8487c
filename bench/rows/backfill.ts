import { plainFigure, type Row } from '../bench-run.ts'
import { runBuilt } from '../built-server.ts'
import { median, spreadOf } from '../figures.ts'
import { watchMachine } from '../machine.ts'

const times = 3

/**
 * `platen backfill run customer-invoices` where every entry of the activity is missing: rows a second of the whole
 * command, its start included. A second run must write nothing.
 */
export const backfillRow: Row = {
  name: 'backfill',
  writes: true,
  async measure(run) {
    const { tag, companyId } = run.ledgers.big
    const fill = async () => {
      const command = ['backfill', 'run', 'customer-invoices', '--company', tag, '--json']
      return countsOf(await runBuilt(run.platen, command))
    }
    const rates: number[] = []
    const broken: string[] = []
    const settle = watchMachine(run.roots)
    for (let time = 1; time <= times; time += 1) {
      const { rowCount: missing } = await run.admin.query(
        'delete from invoicing.customer_invoice_summaries where company_id = $1',
        [companyId],
      )
      const startedAt = performance.now()
      const { scanned, written } = await fill()
      rates.push((scanned * 1_000) / (performance.now() - startedAt))
      if (written !== missing) broken.push(`${missing} entries were missing, ${written} were written`)
      const again = await fill()
      if (again.written !== 0) broken.push(`a second run wrote ${again.written}`)
    }
    const figure = {
      row: 'backfill of the activity',
      ours: { value: median(rates), unit: 'rows/s' },
      judged: { value: median(rates), unit: 'rows/s' as const },
      promised: { atLeast: { floor: 2_000, goal: 8_000 } },
      spread: spreadOf(rates),
      broken,
    }
    return [plainFigure(figure, settle())]
  },
}

function countsOf(output: string): { scanned: number; written: number } {
  const read: unknown = JSON.parse(output)
  if (typeof read !== 'object' || read === null || !('scanned' in read) || !('written' in read))
    throw new Error(`The backfill printed no counts: ${output.slice(0, 200)}`)
  return { scanned: Number(read.scanned), written: Number(read.written) }
}
