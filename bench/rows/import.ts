import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decimalText } from '../../invoicing/money/money.ts'
import { plainFigure, type Row } from '../bench-run.ts'
import { runBuilt, temporaryDirectory } from '../built-server.ts'
import { median, spreadOf } from '../figures.ts'
import { invoiceAt } from '../ledger-rows.ts'
import { watchMachine } from '../machine.ts'
import { type Ledger, sizes } from '../plan.ts'

const files = 3

/**
 * `platen import receivables` on files of another system: rows a second of the whole command, its start included. Every
 * row must be created once, and a second run of the same file must write nothing.
 */
export const importRow: Row = {
  name: 'import',
  writes: true,
  async measure(run) {
    const ledger = run.ledgers.big
    const rows = sizes[run.size].importRows
    const directory = temporaryDirectory()
    const rates: number[] = []
    const broken: string[] = []
    const settle = watchMachine(run.roots)
    try {
      for (let file = 1; file <= files; file += 1) {
        const path = join(directory.path, `receivables-${file}.csv`)
        writeFileSync(path, fileOf(file, rows))
        const startedAt = performance.now()
        const first = outcomeOf(await runBuilt(run.platen, importCommand(path, ledger)))
        rates.push((rows * 1_000) / (performance.now() - startedAt))
        if (first.created !== rows) broken.push(`${rows} rows, ${first.created} created`)
        const again = outcomeOf(await runBuilt(run.platen, importCommand(path, ledger)))
        if (again.created !== 0 || again.unchanged !== rows)
          broken.push(`a second run created ${again.created}`)
      }
    } finally {
      directory.remove()
    }
    const figure = {
      row: 'import receivables',
      ours: { value: median(rates), unit: 'rows/s' },
      judged: { value: median(rates), unit: 'rows/s' as const },
      promised: { atLeast: { floor: 2_000, goal: 8_000 } },
      spread: spreadOf(rates),
      broken,
    }
    return [plainFigure(figure, settle())]
  },
}

function importCommand(path: string, ledger: Ledger): string[] {
  const columns =
    'customer=customer,invoiceNumber=number,issueDate=issued,dueDate=due,amount=amount,paidDate=paid'
  return ['import', 'receivables', path, '--company', ledger.tag, '--columns', columns, '--json']
}

/** Rows of 200 customers, two of three paid, in the shape of a real export. */
function fileOf(file: number, rows: number): string {
  const source: Ledger = { tag: 'imported', companyId: '', customers: 200, invoices: rows }
  const lines = ['customer,number,issued,due,amount,paid']
  for (let n = 1; n <= rows; n += 1) {
    const { issueDate, dueDate, totalCents, customerPlace, paymentDate } = invoiceAt(source, n)
    const paid = n % 3 === 0 ? '' : paymentDate
    lines.push(
      `OLD-${file}-${customerPlace},F${file}-${n},${issueDate},${dueDate},${decimalText(totalCents)},${paid}`,
    )
  }
  return `${lines.join('\n')}\n`
}

function outcomeOf(output: string): { created: number; unchanged: number } {
  const read: unknown = JSON.parse(output)
  if (typeof read !== 'object' || read === null || !('created' in read) || !('unchanged' in read))
    throw new Error(`The import printed no result: ${output.slice(0, 200)}`)
  return { created: Number(read.created), unchanged: Number(read.unchanged) }
}
