import type { Mutant, SourcePatch } from './mutant.ts'
import { paymentMutants } from './p1-mutants.ts'
import { creditMutants } from './p2-mutants.ts'
import { backfillMutants } from './p7-mutants.ts'
import { historyMutants } from './p10-mutants.ts'
import { backupMutants } from './p11-mutants.ts'
import { statementMutants } from './p13-mutants.ts'
import { dateMutants } from './p14-mutants.ts'

const takeNumberStatement = `update invoicing.number_counters c set next_value = c.next_value + 1
      where c.company_id = \${companyId} and c.series = \${series}
      returning c.prefix, c.next_value - 1 as value,
        invoicing.is_number_held(c.company_id, c.series, c.next_value - 1) as held`

const maximumPlusOne: SourcePatch = {
  file: 'invoicing/numbers/numbers.sql.ts',
  find: takeNumberStatement,
  replace: `select c.prefix, false as held, 1 + coalesce(case c.series
        when 'invoice' then (select max(i.number_value) from invoicing.invoices i where i.company_id = \${companyId})
        else (select max(substring(customer_number from '[0-9]+$')::bigint) from invoicing.customers
          where company_id = \${companyId})
      end, 0) as value
      from invoicing.number_counters c where c.company_id = \${companyId} and c.series = \${series}`,
}

/** Every mutant; those of proofs with longer patches have files of their own. */
export const mutants: readonly Mutant[] = [
  ...paymentMutants,
  ...creditMutants,
  ...statementMutants,
  ...backfillMutants,
  ...historyMutants,
  ...backupMutants,
  ...dateMutants,
  {
    name: 'maximum-plus-one',
    proof: 'P3',
    says: 'the largest number there is, and one; the database’s unique index stands',
    caught: /answered 500/,
    source: [maximumPlusOne],
    database: [],
  },
  {
    name: 'maximum-plus-one-not-unique',
    proof: 'P3',
    says: 'the largest number there is, and one, in a database that takes a number twice',
    caught: /was given twice/,
    source: [maximumPlusOne],
    database: ['drop index invoicing.invoices_number', 'drop index invoicing.customers_number'],
  },
  {
    name: 'sequence',
    proof: 'P3',
    says: 'a sequence of the database, which does not roll back',
    caught: /there is a gap/,
    source: [
      {
        file: 'invoicing/numbers/numbers.sql.ts',
        find: takeNumberStatement,
        replace: `select c.prefix, nextval('invoicing.naive_' || c.series) as value, false as held
      from invoicing.number_counters c where c.company_id = \${companyId} and c.series = \${series}`,
      },
    ],
    database: [
      'create sequence invoicing.naive_invoice',
      'create sequence invoicing.naive_customer',
      'grant usage on sequence invoicing.naive_invoice, invoicing.naive_customer to platen_app',
    ],
  },
  {
    name: 'key-after-commit',
    proof: 'P4',
    says: 'the idempotency key is looked up before, and stored after the commit',
    caught: /50 equal requests/,
    source: [
      {
        file: 'server/operation.ts',
        find: '          const earlier = await claimKey(tx, claim)\n',
        replace: '          const earlier = await storedReply(tx, claim)\n',
      },
      {
        file: 'server/operation.ts',
        find: '        if (claim && !meta.secretReply) keepReply(tx, claim, result.output)\n',
        replace: `        if (claim) store = (later) =>
          claimKey(later, claim).then((known) => known ?? keepReply(later, claim, result.output))\n`,
      },
      {
        file: 'server/operation.ts',
        find: '    return repeating(() =>\n',
        replace: '    let store\n    const answered = await repeating(() =>\n',
      },
      {
        file: 'server/operation.ts',
        find: '        return result\n      }),\n    )\n  })\n\n',
        replace: `        return result
      }),
    )
    if (store) await inCompany(platen.pool, companyId, { books: 'post' }, store)
    return answered
  })
async function storedReply(tx, claim) {
  if (claim.key.length < 1 || claim.key.length > 200) throw new Refused('malformed', 'A key of a wrong length')
  const row = await tx.db.selectFrom('invoicing.idempotency_keys').select(['response', 'body_hash'])
    .where('company_id', '=', tx.company.companyId).where('user_id', '=', claim.userId)
    .where('operation', '=', claim.operation).where('key', '=', claim.key).executeTakeFirst()
  if (row && !row.body_hash.equals(claim.bodyHash)) throw new Refused('idempotency_key_reused', 'Another body')
  return row ? { reply: row.response } : null
}\n`,
      },
    ],
    database: [],
  },
  {
    name: 'floats',
    proof: 'P8',
    says: 'products and percentages in floating point',
    caught: /the function gives/,
    source: [
      {
        file: 'invoicing/money/money.ts',
        find: 'return roundedCents(decimalOf(quantityText) * BigInt(safe(unitCents)), one, currency)',
        replace: `const step = smallestAmountCents(currency)
  return Math.round((Number(quantityText) * (unitCents / 100) * 100) / step) * step`,
      },
      {
        file: 'invoicing/money/money.ts',
        find: 'return roundedCents(decimalOf(percentText) * BigInt(safe(cents)), 100n * one, currency)',
        replace: `const step = smallestAmountCents(currency)
  return Math.round(((cents / 100) * (Number(percentText) / 100) * 100) / step) * step`,
      },
    ],
    database: [],
  },
  {
    name: 'floats-into-the-database',
    proof: 'P8',
    says: 'right totals, and lines that are computed again in floating point on their way to the database',
    // Some are so wrong that the database refuses them: a share of the discounts above the line.
    caught: /the (API|database) gives|line_items\W+ violates check constraint/,
    source: [
      {
        file: 'invoicing/invoices/invoice-content.ts',
        find: 'line_total: money(totals.lineTotalsCents[index] ?? 0),',
        replace: `line_total: (Number(line.quantity) * Number(line.unitPrice)).toFixed(currency === 'JPY' ? 0 : 2),`,
      },
    ],
    database: [],
  },
  {
    name: 'dropped-policy',
    proof: 'P9',
    says: 'a table whose policy was dropped',
    caught: /can select \d+ of their rows of invoicing.payments/,
    source: [],
    database: [
      'drop policy company on invoicing.payments',
      'alter table invoicing.payments disable row level security',
    ],
  },
  {
    name: 'second-policy',
    proof: 'P9',
    says: 'a second permissive policy, which PostgreSQL joins to the first with OR',
    caught: /can select \d+ of their rows of invoicing.receivable_entries/,
    source: [],
    database: ['create policy reports on invoicing.receivable_entries for select to platen_app using (true)'],
  },
  {
    name: 'plain-key',
    proof: 'P9',
    says: 'a foreign key by id alone',
    caught: /can point at invoicing.invoices of theirs/,
    source: [],
    database: [
      'alter table invoicing.invoice_line_items drop constraint invoice_line_items_company_id_invoice_id_fkey',
      'create unique index invoices_plain on invoicing.invoices (id)',
      'alter table invoicing.invoice_line_items add foreign key (invoice_id) references invoicing.invoices (id)',
    ],
  },
  {
    name: 'session-set',
    proof: 'P9',
    says: 'the company is set for the session of a pooled connection, not for the transaction',
    caught: /the connection still acts for/,
    source: [
      {
        file: 'database/transaction.ts',
        find: 'return `set local app.company_id',
        replace: 'return `set app.company_id',
      },
    ],
    database: [],
  },
  {
    name: 'forgotten-company',
    proof: 'P9',
    says: 'a statement that does not name its company, on tables without policies',
    caught: /payments.show with a foreign paymentId was answered 200/,
    source: [
      {
        file: 'invoicing/payments/payments.sql.ts',
        find: `where p.company_id = \${companyId} and p.id = \${id}\n  \`.execute`,
        replace: `where p.id = \${id}\n  \`.execute`,
      },
      {
        file: 'invoicing/payments/payments.sql.ts',
        find: `join invoicing.customers c on c.company_id = \${companyId} and c.id = p.customer_id`,
        replace: 'join invoicing.customers c on c.id = p.customer_id',
      },
    ],
    database: [
      'alter table invoicing.payments disable row level security',
      'alter table invoicing.customers disable row level security',
    ],
  },
  {
    name: 'route-without-validation',
    proof: 'P12',
    says: 'validation dropped on one route',
    caught: /taken: apiKeys.create, unknown field/,
    source: [
      {
        file: 'contract/api-keys.ts',
        find: 'z.strictObject({ name: line(100), role: z.enum(roles) })',
        replace: 'z.looseObject({ name: z.any(), role: z.any() })',
      },
    ],
    database: [],
  },
  {
    name: 'broken-unicode',
    proof: 'P12',
    says: 'a text may hold half of a pair of surrogates, which is stored as another character',
    caught: /\\ud800/,
    source: [
      {
        file: 'contract/text.ts',
        find: `.regex(/^[^\\p{Cc}\\p{Cs}]*$/u, 'must be one line without control characters or broken Unicode'),`,
        replace: `.regex(/^[^\\p{Cc}]*$/u, 'must be one line'),`,
      },
    ],
    database: [],
  },
  {
    name: 'asynchronous-commit',
    proof: 'P5',
    says: 'PostgreSQL confirms a commit before it is on the disk',
    caught: /are lost|answered 404/,
    source: [],
    database: ['alter system set synchronous_commit = off', 'select pg_reload_conf()'],
  },
]
