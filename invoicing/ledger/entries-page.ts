import type { LedgerEntries, LedgerEntry } from '../../contract/ledger-entries.ts'
import type { Transaction } from '../../database/transaction.ts'
import { pageFrom, placeOf, sortedAs } from '../../server/pages.ts'
import { moneyText, sumCents } from '../money/money.ts'
import { type EntriesAsked, type EntryPlace, readEntries, readSums } from './entries.sql.ts'
import { figureCents, type KindSum, signOf } from './why-figure.ts'

interface Page {
  limit: number
  cursor?: string | undefined
}

/**
 * A page of the entries that a figure comes from, each with the figure after it. What lies below the page is summed, so
 * that every page continues exactly where the one before ended.
 */
export async function entriesPage(
  tx: Transaction,
  asked: EntriesAsked,
  currency: string,
  { limit, cursor }: Page,
): Promise<Omit<LedgerEntries, 'why'> & { sums: KindSum[] }> {
  const place = entryPlaceOf(cursor)
  const sums = await readSums(tx, asked, place)
  const found = await readEntries(tx, asked, { place, limit })
  const { rows, nextCursor } = pageFrom(found, limit, ({ postingDate, id, customerId }) => ({
    value: `${postingDate} ${id}`,
    id: customerId,
  }))
  const sign = signOf(asked.figure)
  const text = (cents: number) => moneyText(cents === 0 ? 0 : sign * cents, currency)
  let balanceCents = sumCents(sums.map(({ belowCents }) => belowCents))
  const data = rows.map(({ amountCents, currency: _, ...entry }): LedgerEntry => {
    const after = { ...entry, amount: text(amountCents), balance: text(balanceCents) }
    balanceCents -= amountCents
    return after
  })
  return {
    figure: asked.figure,
    asOf: asked.asOf,
    currency,
    amount: moneyText(figureCents(asked.figure, sums), currency),
    data,
    nextCursor,
    sums,
  }
}

/** Where a page begins; entries are sorted by posting date and number. */
function entryPlaceOf(cursor: string | undefined): EntryPlace | null {
  const place = placeOf(cursor, (value) => {
    const [day = '', id = '', ...rest] = value.split(' ')
    return rest.length === 0 && sortedAs.date(day) && sortedAs.integer(id)
  })
  if (place === null) return null
  const [postingDate = '', id = ''] = place.value.split(' ')
  return { postingDate, id }
}
