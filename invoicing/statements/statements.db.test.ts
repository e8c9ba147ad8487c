import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Statement } from '../../contract/statements.ts'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { linesOfPdf } from '../../tests/support/pdf-text.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const here = testPlaten()
let shop: TestCompany

const october = { periodStart: '2026-10-01', periodEnd: '2026-10-31' }
const september = { periodStart: '2026-09-01', periodEnd: '2026-09-30' }
const unknownId = '00000000-0000-4000-8000-000000000000'

beforeAll(async () => {
  shop = await here.found()
})

const verify = () => verifyCompany(here.platen.pool, here.platen.clock, shop.id)

/** A customer with 100.00 invoiced in September, 250.00 in October, of which 80.00 were paid on October 20. */
async function customerWithHistory() {
  const { id: customerId } = await shop.customer({ paymentTerms: 'net_30' })
  const first = await shop.sent({ customerId, amount: '100.00', issueDate: '2026-09-10' })
  const second = await shop.sent({ customerId, amount: '250.00', issueDate: '2026-10-05' })
  const payment = await shop.pay(second.id, '80.00', { date: '2026-10-20' })
  return { customerId, first, second, payment }
}

const generate = (customerId: string, period = october) =>
  shop.as('accountant').statements.create({ customerId, ...period })

describe('a statement', () => {
  test('adds up, line by line, with the aging of its last day', async () => {
    const { customerId, second } = await customerWithHistory()
    const statement = await generate(customerId)
    expect(statement).toMatchObject({
      customerId,
      currency: 'USD',
      ...october,
      openingBalance: '100.00',
      totalInvoiced: '250.00',
      totalPaid: '80.00',
      totalCreditNotes: '0.00',
      closingBalance: '270.00',
      archivedAt: null,
      previous: null,
      // Net 30: September's invoice was due on October 10, October's on November 4.
      aging: { current: '170.00', days1To30: '100.00', unappliedCredit: '0.00', balance: '270.00' },
    })
    expect(statement.lines).toMatchObject([
      {
        date: '2026-10-05',
        kind: 'invoice',
        reference: second.invoiceNumber,
        invoiced: '250.00',
        balance: '350.00',
      },
      { date: '2026-10-20', kind: 'payment', invoiced: '0.00', paid: '80.00', balance: '270.00' },
    ])
    const { data } = await shop.as('viewer').agingSnapshots.list({ customerId })
    expect(data).toMatchObject([
      { snapshotDate: '2026-10-31', statementId: statement.id, totalInvoices: 2, balance: '270.00' },
    ])
    expect(await verify()).toEqual([])
  })

  test('carries a checksum that anyone can compute from its text', async () => {
    const { customerId } = await customerWithHistory()
    const { content, checksum, id } = await generate(customerId)
    expect(createHash('sha256').update(content).digest('hex')).toBe(checksum)
    expect(JSON.parse(content)).toMatchObject({
      statementId: id,
      closingBalance: '270.00',
      issuer: { name: shop.name, letterhead: null, country: 'US' },
    })
  })

  test('opens where the one before closed, and tells of a gap', async () => {
    const { customerId } = await customerWithHistory()
    await generate(customerId, september)
    const adjacent = await generate(customerId)
    expect(adjacent.previous).toEqual({ periodEnd: '2026-09-30', closingBalance: '100.00' })
    expect(adjacent.openingBalance).toBe('100.00')
    const late = await generate(customerId, { periodStart: '2026-11-11', periodEnd: '2026-11-20' })
    expect(late).toMatchObject({ previous: { periodEnd: '2026-10-31' }, openingBalance: '270.00', lines: [] })
  })

  test('is written by the company as it is now to where the customer’s statements go', async () => {
    const company = await here.found({ name: 'Inlet Press' })
    const { company: settings, addresses, statements, customers } = company.as('owner')
    await settings.update({ version: 1, letterhead: '12 Inlet Street\nIthaca, NY 14850' })
    const { id: customerId } = await company.customer({ name: 'Łódź Outfitters' })
    const billing = { label: 'Office', type: 'billing', line1: '1 Mill St', country: 'US' } as const
    await addresses.create({ customerId, ...billing, isDefault: true })
    const first = await statements.create({ customerId, ...september })
    await addresses.create({ customerId, ...billing, type: 'statement', line1: 'PO Box 5', isDefault: true })
    const second = await statements.create({ customerId, ...october })
    await settings.update({ version: 2, name: 'Outlet Press', letterhead: null, country: 'CA' })
    await customers.update({ customerId, version: 1, name: 'Another name' })
    for (const [{ id: statementId }, line1] of [
      [first, '1 Mill St'],
      [second, 'PO Box 5'],
    ] as const) {
      expect(await statements.show({ customerId, statementId })).toMatchObject({
        issuer: { name: 'Inlet Press', letterhead: '12 Inlet Street\nIthaca, NY 14850', country: 'US' },
        customerName: 'Łódź Outfitters',
        address: { line1, city: null, country: 'US' },
        issuedOn: '2026-11-21',
      })
    }
  })

  test('of a customer without a movement is all zeros', async () => {
    const { id } = await shop.customer()
    expect(await generate(id)).toMatchObject({
      closingBalance: '0.00',
      lines: [],
      aging: { balance: '0.00' },
    })
  })

  test('in a currency without decimals has none', async () => {
    const { id } = await shop.customer({ defaultCurrency: 'JPY', paymentTerms: 'net_30' })
    await shop.sent({ customerId: id, amount: '1637', issueDate: '2026-10-05' })
    const made = await generate(id)
    expect([made.closingBalance, made.lines[0]?.invoiced, made.aging.current]).toEqual([
      '1637',
      '1637',
      '1637',
    ])
    const [listed] = (await shop.as('viewer').statements.list({ customerId: id })).data
    expect(listed?.closingBalance).toBe('1637')
  })
})

describe('refusals', () => {
  test('a period that is not over, naming today', async () => {
    const { id } = await shop.customer()
    const problem = await expectRefused(
      generate(id, { periodStart: '2026-11-01', periodEnd: '2026-11-21' }),
      'date_in_future',
      'periodEnd',
    )
    expect(problem.detail).toContain('2026-11-21')
  })

  test('a period that ends before it begins, and a date that does not exist', async () => {
    const { id } = await shop.customer()
    const backwards = { periodStart: '2026-10-31', periodEnd: '2026-10-01' }
    await expectRefused(generate(id, backwards), 'invalid_input', 'periodEnd')
    const wrong = { periodStart: '2026-02-30', periodEnd: '2026-10-01' }
    await expectRefused(generate(id, wrong), 'invalid_input', 'periodStart')
  })

  test('a period that overlaps another live statement, which is named', async () => {
    const { customerId } = await customerWithHistory()
    await generate(customerId)
    for (const period of [
      { periodStart: '2026-10-31', periodEnd: '2026-11-10' },
      { periodStart: '2026-09-01', periodEnd: '2026-10-01' },
      { periodStart: '2026-10-10', periodEnd: '2026-10-11' },
      { periodStart: '2026-09-01', periodEnd: '2026-11-01' },
    ]) {
      const problem = await expectRefused(
        generate(customerId, period),
        'statement_period_overlaps',
        'periodStart',
      )
      expect(problem.detail).toContain('Oct 1, 2026 to Oct 31, 2026')
    }
  })

  test('a period that has a statement, when it is not to be superseded', async () => {
    const { customerId } = await customerWithHistory()
    await generate(customerId)
    await expectRefused(
      shop.as('accountant').statements.create({ customerId, ...october, supersede: false }),
      'statement_exists',
    )
  })

  test('unknown and foreign customers and statements, alike', async () => {
    const other = await here.found()
    const foreign = await other.customer()
    const theirs = await other.as('owner').statements.create({ customerId: foreign.id, ...october })
    const { id: customerId } = await shop.customer()
    const client = shop.as('accountant').statements
    const unknown = await expectRefused(generate(unknownId), 'not_found')
    expect(await expectRefused(generate(foreign.id), 'not_found')).toEqual(unknown)
    await expectRefused(client.list({ customerId: foreign.id }), 'not_found')
    const missing = await expectRefused(client.show({ customerId, statementId: unknownId }), 'not_found')
    for (const id of [customerId, foreign.id]) {
      expect(
        await expectRefused(client.show({ customerId: id, statementId: theirs.id }), 'not_found'),
      ).toEqual(missing)
      await expectRefused(client.csv({ customerId: id, statementId: theirs.id }), 'not_found')
    }
  })

  test('a caller without the permission', async () => {
    const { id: customerId } = await shop.customer()
    await expectRefused(shop.as('sales').statements.create({ customerId, ...october }), 'forbidden')
    await expectRefused(
      shop.as('viewer').statements.run({ ...october, customers: 'with-balance' }),
      'forbidden',
    )
  })

  test('the database refuses an overlap, a changed statement and a broken seal by itself', async () => {
    const { customerId } = await customerWithHistory()
    const { id } = await generate(customerId)
    await expect(
      here.sql(
        `insert into invoicing.customer_statements (company_id, customer_id, currency, period_start, period_end,
           opening_balance, total_invoiced, total_paid, total_credit_notes, closing_balance, aging_bucket_summary, content)
         values ($1, $2, 'USD', '2026-10-31', '2026-11-05', 0, 0, 0, 0, 0, '{}', '')`,
        [shop.id, customerId],
      ),
    ).rejects.toThrow(/customer_statements_no_overlap/)
    for (const change of [`content = ''`, `closing_balance = 1`, `period_end = '2026-11-01'`]) {
      await expect(
        here.sql(`update invoicing.customer_statements set ${change} where id = $1`, [id]),
      ).rejects.toThrow(/stays as it was issued/)
    }
    await expect(here.sql('delete from invoicing.customer_statements where id = $1', [id])).rejects.toThrow(
      /stays as it was issued/,
    )
    await expect(
      here.tamper(`update invoicing.customer_statements set content = 'x' where id = $1`, [id]),
    ).rejects.toThrow(/check/)
  })
})

describe('generating a period anew', () => {
  test('archives the one before; both stay as they are', async () => {
    const { customerId } = await customerWithHistory()
    const client = shop.as('accountant').statements
    const first = await generate(customerId)
    const second = await generate(customerId)
    expect(second.id).not.toBe(first.id)
    expect((await client.list({ customerId })).data.map(({ id }) => id)).toEqual([second.id])
    const all = (await client.list({ customerId, includeArchived: 'true' })).data
    expect(all.map(({ id, archivedAt }) => [id, archivedAt !== null])).toEqual([
      [second.id, false],
      [first.id, true],
    ])
    const archived = await client.show({ customerId, statementId: first.id })
    expect({ ...archived, archivedAt: null }).toEqual(first)
    expect(await verify()).toEqual([])
  })

  test('32 at once leave one live statement and an unbroken row of archived ones', async () => {
    const { customerId } = await customerWithHistory()
    await Promise.all(Array.from({ length: 32 }, () => generate(customerId)))
    const live = await shop.as('viewer').statements.list({ customerId })
    expect(live.data).toHaveLength(1)
    expect(await verify()).toEqual([])
  })

  test('a dry run shows the statement and leaves no day closed', async () => {
    const { customerId } = await customerWithHistory()
    const shown = await shop.as('accountant', { dryRun: true }).statements.create({ customerId, ...october })
    expect(shown.closingBalance).toBe('270.00')
    expect((await shop.as('viewer').statements.list({ customerId })).data).toEqual([])
    const invoice = await shop.sent({ customerId, issueDate: '2026-10-15' })
    const [row] = await here.sql<{ posting_date: string }>(
      'select posting_date from invoicing.invoices where id = $1',
      [invoice.id],
    )
    expect(row?.posting_date).toBe('2026-10-15')
  })
})

describe('issued statements stay as issued', () => {
  test('whatever is back-dated, voided or paid afterwards', async () => {
    const { customerId, first } = await customerWithHistory()
    const client = shop.as('accountant').statements
    await generate(customerId, september)
    const issued = await generate(customerId)
    const before = (await client.list({ customerId, includeArchived: 'true' })).data
    const texts = await Promise.all(before.map(({ id }) => textOf(customerId, id)))

    const late = await shop.sent({ customerId, amount: '40.00', issueDate: '2026-09-15' })
    await shop.pay(late.id, '15.00', { date: '2026-10-02' })
    await shop.as('owner').invoices.void({ invoiceId: first.id, reason: 'Printed twice' })
    await shop.as('owner').customers.update({ customerId, version: 1, name: 'Another name' })
    await importBackDated(customerId)

    const after = (await client.list({ customerId, includeArchived: 'true' })).data
    expect(after).toEqual(before)
    expect(await Promise.all(after.map(({ id }) => textOf(customerId, id)))).toEqual(texts)
    const again = await generate(customerId)
    expect(figures(again)).toEqual(figures(issued))

    const next = await generate(customerId, { periodStart: '2026-11-01', periodEnd: '2026-11-20' })
    expect(next.openingBalance).toBe(issued.closingBalance)
    expect(next.lines).toMatchObject([
      { date: '2026-11-01', documentDate: '2026-09-15', kind: 'invoice', invoiced: '40.00' },
      { date: '2026-11-01', documentDate: '2026-10-02', kind: 'payment', paid: '15.00' },
      { date: '2026-11-01', documentDate: '2026-09-20', kind: 'invoice', invoiced: '7.00' },
      { date: '2026-11-01', documentDate: '2026-10-20', kind: 'payment', paid: '7.00' },
    ])
    here.today = '2026-11-25'
    const last = await generate(customerId, { periodStart: '2026-11-21', periodEnd: '2026-11-24' })
    expect(last.lines).toMatchObject([{ date: '2026-11-21', kind: 'void', invoiced: '-100.00' }])
    expect(last).toMatchObject({ openingBalance: next.closingBalance, totalInvoiced: '-100.00' })
    here.today = '2026-11-21'
    expect(await verify()).toEqual([])
  })

  test('postings and statements at the same moment never meet on a closed day', async () => {
    const { customerId, second } = await customerWithHistory()
    await Promise.all([
      ...Array.from({ length: 8 }, () => shop.pay(second.id, '1.00', { date: '2026-10-15' })),
      generate(customerId),
      ...Array.from({ length: 8 }, () => shop.sent({ customerId, amount: '2.00', issueDate: '2026-10-15' })),
    ])
    expect(await verify()).toEqual([])
  })

  test('verify finds what somebody with the server’s password changed', async () => {
    const { customerId } = await customerWithHistory()
    const { id } = await generate(customerId)
    const broken = async () => (await verify()).map((invariant) => invariant.id)
    const trial = async (change: string, undo: string) => {
      await here.tamper(change, [id])
      const found = await broken()
      await here.tamper(undo, [id])
      return found
    }
    const table = 'update invoicing.customer_statements set'
    expect(
      await trial(
        `${table} total_paid = total_paid - 1, closing_balance = closing_balance + 1 where id = $1`,
        `${table} total_paid = total_paid + 1, closing_balance = closing_balance - 1 where id = $1`,
      ),
    ).toEqual(expect.arrayContaining(['STM-2', 'STM-3']))
    const forged = `content = replace(content, '270.00', '170.00')`
    const sealed = (text: string) =>
      `${table} ${text}, checksum = encode(sha256(convert_to(${text.replace('content = ', '')}, 'UTF8')), 'hex') where id = $1`
    const kept =
      (
        await here.sql<{ content: string }>(
          `select content from invoicing.customer_statements where id = $1`,
          [id],
        )
      )[0]?.content ?? ''
    await here.tamper(sealed(forged), [id])
    expect(await broken()).toEqual(['STM-3'])
    await here.tamper(
      `${table} content = $2, checksum = encode(sha256(convert_to($2, 'UTF8')), 'hex') where id = $1`,
      [id, kept],
    )
    expect(
      await trial(
        `${table} archived_at = now(), superseded_by_id = id, period_start = period_start + 1 where id = $1`,
        `${table} archived_at = null, superseded_by_id = null, period_start = period_start - 1 where id = $1`,
      ),
    ).toEqual(expect.arrayContaining(['STM-3']))
    expect(
      await trial(
        'update invoicing.customer_aging_snapshots set bucket_current = bucket_current + 1 where statement_id = $1',
        'update invoicing.customer_aging_snapshots set bucket_current = bucket_current - 1 where statement_id = $1',
      ),
    ).toEqual(['STM-5', 'AGE-1'])
    await here.tamper('update invoicing.customers set closed_through = null where id = $1', [customerId])
    expect(await broken()).toEqual(['STM-4'])
    await here.tamper(`update invoicing.customers set closed_through = '2026-10-31' where id = $1`, [
      customerId,
    ])
    expect(await broken()).toEqual([])
  })
})

describe('as CSV', () => {
  test('with opening and closing, amounts as numbers and formulas escaped', async () => {
    const { id: customerId } = await shop.customer()
    const invoice = await shop.sent({ customerId, amount: '12.50', issueDate: '2026-10-05' })
    await shop.as('owner').payments.record({
      invoiceId: invoice.id,
      amount: '20.00',
      method: 'check',
      date: '2026-10-06',
      reference: '=HYPERLINK("http://x")',
      keepExcessAsCredit: true,
    })
    const { id: statementId } = await generate(customerId)
    const reply = await here.request<{ text: string }>(
      'GET',
      `/api/v1/customers/${customerId}/statements/${statementId}/csv`,
      { key: shop.key('viewer') },
    )
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toContain('text/csv')
    expect(reply.headers.get('content-disposition')).toMatch(
      /statement-CUST-\d{4}-2026-10-01-2026-10-31\.csv/,
    )
    expect(reply.body.text.trim().split('\r\n')).toEqual([
      'date,documentDate,kind,reference,invoiced,paid,creditNotes,balance',
      '2026-10-01,,Opening balance,,,,,0.00',
      `2026-10-05,2026-10-05,Invoice,${invoice.invoiceNumber},12.50,0.00,0.00,12.50`,
      `2026-10-06,2026-10-06,Payment,"'=HYPERLINK(""http://x"")",0.00,20.00,0.00,-7.50`,
      '2026-10-31,,Closing balance,,12.50,20.00,0.00,-7.50',
    ])
  })
})

describe('as a PDF', () => {
  const pdfOf = (customerId: string, statementId: string) =>
    shop.as('viewer').statements.pdf({ customerId, statementId })

  test('says what the statement says, and is the same file whenever it is asked for', async () => {
    const { customerId } = await customerWithHistory()
    await shop.as('owner').customers.update({ customerId, version: 1, name: 'Łódź & שלום' })
    const made = await generate(customerId)
    const file = await pdfOf(customerId, made.id)
    expect([file.name, file.type]).toEqual([
      `statement-${made.customerNumber}-2026-10-01-2026-10-31.pdf`,
      'application/pdf',
    ])
    const bytes = new Uint8Array(await file.arrayBuffer())
    const [page = []] = linesOfPdf(bytes)
    expect(page).toEqual(
      expect.arrayContaining([
        'Opening balance Invoiced Paid Credit notes Closing balance',
        '100.00 250.00 −80.00 0.00 270.00',
        'Oct 1, 2026 Opening balance 100.00',
        `Oct 5, 2026 Invoice ${made.lines[0]?.reference} 250.00 – – 350.00`,
        'Oct 20, 2026 Payment – 80.00 – 270.00',
        'Oct 31, 2026 Closing balance 270.00',
        '170.00 100.00 0.00 0.00 0.00',
        `SHA-256 of the statement ${made.checksum}`,
      ]),
    )
    expect(page.join(' ')).toContain('Łódź &')
    await shop.as('owner').customers.update({ customerId, version: 2, name: 'Another name' })
    await generate(customerId)
    expect(Buffer.compare(bytes, Buffer.from(await (await pdfOf(customerId, made.id)).arrayBuffer()))).toBe(0)
  })

  test('goes out over REST as a file to keep; no transaction is open while it is printed', async () => {
    const { customerId } = await customerWithHistory()
    const { id } = await generate(customerId)
    const { printer } = here.platen
    let open = -1
    here.platen.printer = {
      print: (paper) => {
        open = here.platen.pool.totalCount - here.platen.pool.idleCount
        return printer.print(paper)
      },
    }
    const path = `/api/v1/customers/${customerId}/statements/${id}/pdf`
    const reply = await here.request('GET', path, { key: shop.key('viewer') })
    here.platen.printer = printer
    expect([reply.status, reply.headers.get('content-type'), open]).toEqual([200, 'application/pdf', 0])
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''statement-CUST-/)
    expectProblem(await here.request('GET', path), 'not_signed_in')
    await expectRefused(pdfOf(customerId, unknownId), 'not_found')
  })
})

test('over REST: a statement is made, listed and shown; unknown fields are refused', async () => {
  const { customerId } = await customerWithHistory()
  const path = `/api/v1/customers/${customerId}/statements`
  const key = shop.key('accountant')
  const made = await here.request<Statement>('POST', path, { key, body: october })
  expect(made.status).toBe(201)
  const shown = await here.request('GET', `${path}/${made.body.id}`, { key })
  expect(shown.body).toEqual(made.body)
  expectProblem(
    await here.request('POST', path, { key, body: { ...october, closingBalance: '0.00' } }),
    'invalid_input',
  )
})

async function textOf(customerId: string, statementId: string): Promise<string> {
  const shown = await shop.as('viewer').statements.show({ customerId, statementId })
  expect(createHash('sha256').update(shown.content).digest('hex')).toBe(shown.checksum)
  return shown.content
}

function figures({
  openingBalance,
  totalInvoiced,
  totalPaid,
  totalCreditNotes,
  closingBalance,
  lines,
  aging,
}: Statement) {
  return { openingBalance, totalInvoiced, totalPaid, totalCreditNotes, closingBalance, lines, aging }
}

async function importBackDated(customerId: string): Promise<void> {
  const { customerNumber } = await shop.as('viewer').customers.show({ customerId })
  const row = {
    line: 1,
    customer: customerNumber,
    customerName: null,
    invoiceNumber: `OLD-${customerNumber}`,
  }
  const dates = { issueDate: '2026-09-20', dueDate: '2026-10-20', paidDate: '2026-10-20' }
  const { created } = await shop.as('owner').import.receivables({
    rows: [{ ...row, ...dates, amount: '7.00', paidAmount: null }],
  })
  expect(created).toBe(1)
}
