import { beforeAll, expect, test } from 'vitest'
import { inCompany } from '../../database/transaction.ts'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { readBrokenSeals, readDoubtful } from './sealed-content.sql.ts'

/*
 * The text that SQL makes of an invoice is that of the rule, for everything that an invoice can say. Were it not, verify
 * would be right all the same, and slow.
 */
const here = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await here.found({ taxRate: '8.25' })
})

const looked = <Result>(look: (tx: Parameters<typeof readDoubtful>[0]) => Promise<Result>) =>
  inCompany(here.platen.pool, shop.id, { books: 'read' }, look)

const plain = { description: 'Tees, 2 colors', quantity: '144', unitPrice: '8.40' }
const sizes = [
  { size: 'M', quantity: '12' },
  { size: '2XL', quantity: '2.5', upcharge: '2.00' },
]
const imprints = [
  { location: 'front “left”', technique: 'screen', colors: 3, price: '1.25' },
  { location: 'back', technique: 'embroidery' },
]

test.each([
  ['one plain line', {}],
  [
    'several lines, a fee, groups and rates of their own',
    {
      lineItems: [
        { ...plain, group: 'Front "desk" \\ team' },
        { ...plain, taxable: false, quantity: '0.3333' },
        {
          ...plain,
          kind: 'fee',
          description: 'Rush\u00a0–\u2028 ünïcode 🎽',
          quantity: '1',
          taxRate: '7.1250',
        },
      ],
    },
  ],
  [
    'size runs, imprints and furnished goods',
    {
      lineItems: [
        { description: 'Run', unitPrice: '8.50', sizes, imprints },
        {
          description: 'Furnished',
          quantity: '30',
          unitPrice: '0',
          furnished: true,
          imprints: imprints.slice(0, 1),
        },
      ],
    },
  ],
  [
    'discounts, shipping, notes and an exemption',
    {
      discounts: [
        { description: 'Team', kind: 'percent', value: '12.5' },
        { description: 'Once', kind: 'amount', value: '5.00' },
      ],
      shipping: '12.30',
      shippingTaxable: true,
      customerNotes: 'Line one\n\tline "two" \\ three',
      internalNotes: 'not sealed',
    },
  ],
  ['no tax', { taxRate: '0', taxExemptionReason: 'Resale' }],
  ['yen', { yen: true }],
] as const)('%s', async (_what, { yen, ...content }: Record<string, unknown>) => {
  const customer = await shop.customer({
    name: 'Zoë & “Sons”',
    ...(yen ? { defaultCurrency: 'JPY' } : {}),
  })
  await shop.as('owner').addresses.create({
    customerId: customer.id,
    label: 'Main "hall"',
    type: 'billing',
    line1: '1 Main\u00a0Street',
    line2: 'Floor \\ 2',
    city: 'Ithaca',
    postalCode: '14850',
    country: 'US',
    isDefault: true,
  })
  const lineItems = yen ? [{ ...plain, unitPrice: '840' }] : [plain]
  const draft = await shop.draft({ lineItems, ...content, customerId: customer.id })
  const sent = await shop.as('owner').invoices.send({ invoiceId: draft.id })
  expect(sent.billingAddress).not.toBeNull()
  expect(await looked(readDoubtful)).toEqual([])
  expect(await looked((tx) => readBrokenSeals(tx, here.today))).toEqual([])
})

test('what SQL doubts is judged by the rule', async () => {
  const { id, invoiceNumber } = await shop.sent({})
  await here.tamper(`update invoicing.invoices set customer_notes = 'Changed' where id = $1`, [id])
  expect(await looked(readDoubtful)).toEqual([id])
  expect(await looked((tx) => readBrokenSeals(tx, here.today))).toEqual([invoiceNumber])
})
