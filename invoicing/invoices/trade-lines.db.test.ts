import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const platen = testPlaten()
let shop: TestCompany
let customerId: string

beforeAll(async () => {
  shop = await platen.found({ taxRate: '8.25' })
  customerId = (await shop.customer()).id
})

const tees = {
  description: 'Field day tees, royal',
  unitPrice: '8.5',
  sizes: [
    { size: 'YM', quantity: '12' },
    { size: 'M', quantity: '24.0', upcharge: '0' },
    { size: '2XL', quantity: '4', upcharge: '2' },
  ],
  imprints: [
    { location: 'Front', technique: 'Screen print', colors: 3 },
    { location: 'Left sleeve', technique: 'Heat transfer', price: '0.75' },
  ],
}
const jackets = {
  description: 'Jackets, their own',
  quantity: '6',
  unitPrice: '0',
  furnished: true,
  imprints: [{ location: 'Back', technique: 'Embroidery', colors: null, price: '14.00' }],
}
const make = (...lineItems: Parameters<ReturnType<TestCompany['as']>['quotes']['create']>[0]['lineItems']) =>
  shop.as('sales').invoices.create({ customerId, taxRate: '0', lineItems })

test('a line carries sizes, imprints and furnished goods, and comes to what they come to', async () => {
  const draft = await make(tees, jackets)
  expect(draft.lineItems).toMatchObject([
    {
      quantity: '40',
      unitPrice: '8.50',
      lineTotal: '378.00',
      furnished: false,
      sizes: [
        { size: 'YM', quantity: '12', upcharge: '0.00' },
        { size: 'M', quantity: '24', upcharge: '0.00' },
        { size: '2XL', quantity: '4', upcharge: '2.00' },
      ],
      imprints: [
        { location: 'Front', technique: 'Screen print', colors: 3, price: null },
        { location: 'Left sleeve', technique: 'Heat transfer', colors: null, price: '0.75' },
      ],
    },
    { quantity: '6', unitPrice: '0.00', lineTotal: '84.00', furnished: true, sizes: [] },
  ])
  expect(draft).toMatchObject({ subtotal: '462.00', total: '462.00' })
  expect(await shop.as('viewer').invoices.show({ invoiceId: draft.id })).toEqual(draft)
})

test('a change of something else leaves the sizes as they are', async () => {
  const { id, version, lineItems } = await make(tees, jackets)
  const changed = await shop.as('sales').invoices.update({ invoiceId: id, version, shipping: '5.00' })
  const withoutIds = (lines: typeof lineItems) => lines.map(({ id: _id, ...line }) => line)
  expect(withoutIds(changed.lineItems)).toEqual(withoutIds(lineItems))
  expect(changed.total).toBe('467.00')
})

test('what contradicts itself is refused at its field', async () => {
  const refused = (line: object, field: string) =>
    expectRefused(make({ ...tees, ...line }), 'invalid_input', `lineItems.0.${field}`)
  await refused({ quantity: '39' }, 'quantity')
  await refused({ sizes: [] }, 'quantity')
  await refused({ sizes: [...tees.sizes, { size: 'ym', quantity: '1' }] }, 'sizes.3.size')
  await refused({ sizes: [{ size: 'M', quantity: '0' }] }, 'sizes.0.quantity')
  await refused({ furnished: true }, 'unitPrice')
  await refused({ furnished: true, unitPrice: '0' }, 'sizes.2.upcharge')
  await refused({ imprints: [{ location: 'Front', technique: 'Print', colors: 0 }] }, 'imprints.0.colors')
})

test('yen stay whole in every size', async () => {
  const { id } = await shop.customer({ defaultCurrency: 'JPY' })
  const attempt = (upcharge: string) =>
    shop.as('sales').invoices.create({
      customerId: id,
      taxRate: '0',
      lineItems: [
        { description: 'Tees', unitPrice: '900', sizes: [{ size: '2XL', quantity: '3', upcharge }] },
      ],
    })
  expect((await attempt('150')).lineItems[0]).toMatchObject({
    lineTotal: '3150',
    sizes: [{ size: '2XL', quantity: '3', upcharge: '150' }],
  })
  await expectRefused(attempt('0.50'), 'amount_not_in_currency', 'lineItems.0.sizes.0.upcharge')
})

test('an issued invoice seals its sizes; a plain one is sealed as ever', async () => {
  const send = async (invoiceId: string) => shop.as('sales').invoices.send({ invoiceId })
  const issued = await send((await make(tees, { description: 'Caps', quantity: '2', unitPrice: '9' })).id)
  const [run] = issued.lineItems
  const sealed = [
    issued.invoiceNumber,
    issued.customerName,
    issued.billingAddress,
    issued.currency,
    issued.issueDate,
    issued.dueDate,
    issued.paymentTerms,
    issued.itemizationMode,
    [
      [
        ...['item', null, 'Field day tees, royal', '40', '8.50', true, null, '378.00'],
        run?.sizes.map(({ size, quantity, upcharge }) => [size, quantity, upcharge]),
        [
          ['Front', 'Screen print', 3, null],
          ['Left sleeve', 'Heat transfer', null, '0.75'],
        ],
        false,
      ],
      ['item', null, 'Caps', '2', '9.00', true, null, '18.00'],
    ],
    [],
    ...['0.00', false, '0', [], null, '396.00', '0.00', '0.00', '396.00', null],
  ]
  expect(issued.contentChecksum).toBe(createHash('sha256').update(JSON.stringify(sealed)).digest('hex'))
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)).toEqual([])
})

test.each([
  ['INV-1', 'an upcharge', `sizes = jsonb_set(sizes, '{2,upcharge}', '"2.50"')`],
  ['INV-1', 'the price of an imprint', `imprints = jsonb_set(imprints, '{1,price}', '"0.80"')`],
  ['INV-4', 'the name of a size', `sizes = jsonb_set(sizes, '{0,size}', '"YL"')`],
  ['INV-4', 'how many colours are printed', `imprints = jsonb_set(imprints, '{0,colors}', '4')`],
])('verify, %s, finds %s that was changed behind its back', async (id, _what, change) => {
  const issued = await shop.as('sales').invoices.send({ invoiceId: (await make(tees)).id })
  const old = await platen.sql<{ sizes: unknown; imprints: unknown }>(
    'select sizes, imprints from invoicing.invoice_line_items where invoice_id = $1',
    [issued.id],
  )
  await platen.tamper(`update invoicing.invoice_line_items set ${change} where invoice_id = $1`, [issued.id])
  const broken = await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)
  expect(broken).toContainEqual(expect.objectContaining({ id, brokenIds: [issued.invoiceNumber] }))
  await platen.tamper(
    'update invoicing.invoice_line_items set sizes = $2::jsonb, imprints = $3::jsonb where invoice_id = $1',
    [issued.id, JSON.stringify(old[0]?.sizes), JSON.stringify(old[0]?.imprints)],
  )
})

test.each([
  ['sizes that are no list', `sizes = '{}'`],
  ['sizes that come to something else', `sizes = jsonb_set(sizes, '{0,quantity}', '"11"')`],
  ['a size without a name', `sizes = jsonb_set(sizes, '{0,size}', '""')`],
  ['a size of nothing', `sizes = '[{"size": "M", "quantity": "0", "upcharge": "0"}]', quantity = 1`],
  ['a quantity that is no number', `sizes = '[{"size": "M", "quantity": "NaN", "upcharge": "0"}]'`],
  ['an upcharge that is left out', `sizes = '[{"size": "M", "quantity": "40"}]'`],
  ['a discount in the place of an upcharge', `sizes = jsonb_set(sizes, '{0,upcharge}', '"-1.00"')`],
  ['imprints that are no list', `imprints = 'null'`],
  ['an imprint without a place', `imprints = '[{"technique": "Print", "colors": null, "price": null}]'`],
  ['a price of goods that the customer furnishes', 'furnished = true'],
  ['an upcharge on goods that the customer furnishes', 'furnished = true, unit_price = 0'],
])('the database refuses %s', async (_what, change) => {
  const { id } = await make(tees)
  await expect(
    platen.asApplication(shop.id, `update invoicing.invoice_line_items set ${change} where invoice_id = $1`, [
      id,
    ]),
  ).rejects.toThrow(/violates check constraint/)
})

test('a charge in percent keeps its percentage, and its amount follows the items while the document is a draft', async () => {
  const rush = { kind: 'fee' as const, description: 'Rush', unitPrice: '999', percentOfItems: '12.50' }
  const item = (quantity: string) => ({ description: 'Tees', quantity, unitPrice: '10' })
  const sales = shop.as('sales')
  const draft = await make(item('10'), rush)
  expect(draft).toMatchObject({
    total: '112.50',
    lineItems: [{ percentOfItems: null }, { quantity: '1', unitPrice: '12.50', percentOfItems: '12.5' }],
  })
  const changed = await sales.invoices.update({
    invoiceId: draft.id,
    version: draft.version,
    lineItems: [item('100'), rush],
  })
  expect(changed).toMatchObject({ total: '1125.00', lineItems: [{}, { unitPrice: '125.00' }] })
  const sent = await sales.invoices.send({ invoiceId: draft.id })
  expect(sent).toMatchObject({
    total: '1125.00',
    lineItems: [{}, { unitPrice: '125.00', percentOfItems: '12.5' }],
  })
  const quote = await sales.quotes.create({ customerId, taxRate: '0', lineItems: [item('4'), rush] })
  expect(quote).toMatchObject({
    total: '45.00',
    lineItems: [{}, { unitPrice: '5.00', percentOfItems: '12.5' }],
  })
  await expectRefused(
    make({ ...item('1'), percentOfItems: '5' }),
    'invalid_input',
    'lineItems.0.percentOfItems',
  )
  await expectRefused(
    make(item('1'), { ...rush, sizes: [{ size: 'M', quantity: '1' }] }),
    'invalid_input',
    'lineItems.1.percentOfItems',
  )
  await expectRefused(
    make(item('1'), { ...rush, percentOfItems: '101' }),
    'invalid_input',
    'lineItems.1.percentOfItems',
  )
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)).toEqual([])
})
