import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from 'pg'
import { sealEntries } from '../../invoicing/audit/seal-entries.ts'
import { type BenchRun, plainFigure, type Row } from '../bench-run.ts'
import { countRows } from '../books.ts'
import { runBuilt } from '../built-server.ts'
import { median, spreadOf } from '../figures.ts'
import { watchMachine } from '../machine.ts'
import { idOf } from '../plan.ts'

const times = 5
const promisedMs = 5_000
const promisedInvoices = 100_000

/**
 * `platen verify` of the whole ledger, the command's start included: every balance, total, number, checksum and link of the
 * audit log computed again. It must say that all holds, and must not when a cent is elsewhere.
 */
export const verifyRow: Row = {
  name: 'verify',
  writes: false,
  async measure(run) {
    const { tag } = run.ledgers.big
    // Other rows have added to the ledger.
    const invoices = await countRows(run.admin, run.ledgers.big, 'invoices')
    await sealAll(run)
    const verify = () => runBuilt(run.platen, ['verify', '--company', tag])
    await verify()
    const tookMs: number[] = []
    const settle = watchMachine(run.roots)
    for (let time = 1; time <= times; time += 1) {
      const startedAt = performance.now()
      await verify()
      tookMs.push(performance.now() - startedAt)
    }
    const disturbance = settle()
    const atMostMs = promisedMs * Math.max(1, invoices / promisedInvoices)
    const figure = {
      row: `verify, ${invoices.toLocaleString('en-US')} invoices`,
      ours: { value: median(tookMs), unit: 'ms' },
      judged: { value: median(tookMs), unit: 'ms' as const },
      promised: { atMost: { floor: atMostMs, goal: atMostMs } },
      spread: spreadOf(tookMs),
      broken: await missedCent(run, verify),
    }
    return [plainFigure(figure, disturbance)]
  },
}

/** Entries that were copied in have no seals yet, and those are a large part of what is verified. */
async function sealAll({ pool, admin, ledgers }: BenchRun): Promise<void> {
  // The worker of the server may be at it, and then waits for us or we for it.
  while ((await sealEntries({ pool }, ledgers.big.companyId, '0')) === null) await pause(200)
  await admin.query('vacuum analyze invoicing.audit_seals')
}

/** Why the row does not count when a cent that is elsewhere goes unseen; it is put back. */
async function missedCent(run: BenchRun, verify: () => Promise<string>): Promise<string[]> {
  const { tag, companyId } = run.ledgers.big
  const move = (amount: string) => moveMoney(run.admin, companyId, idOf(tag, 'invoice', 1), amount)
  await move('0.01')
  try {
    await verify()
    return ['a cent that was moved behind its back was not found']
  } catch (error) {
    const found = error instanceof Error && error.message.includes('LED-1 is broken')
    return found ? [] : [`a cent was moved, and verify said: ${String(error)}`]
  } finally {
    await move('-0.01')
  }
}

async function moveMoney(admin: Pool, companyId: string, invoiceId: string, amount: string): Promise<void> {
  const client = await admin.connect()
  try {
    await client.query("begin; set local session_replication_role = 'replica'")
    await client.query(
      `update invoicing.receivable_entries set amount = amount + $3::numeric
       where company_id = $1 and invoice_id = $2 and kind = 'invoice'`,
      [companyId, invoiceId, amount],
    )
    await client.query('commit')
  } finally {
    client.release()
  }
}
