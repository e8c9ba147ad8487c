import { beforeEach, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeEach(async () => {
  shop = await platen.found()
})

test('the company’s country decides how phone numbers without a country code are read', async () => {
  const { company, customers, contacts } = shop.as('owner')
  expect((await company.show()).country).toBe('US')
  expect((await customers.create({ name: 'X', phone: '(607) 272-1101' })).phone).toBe('+16072721101')
  expect(await company.update({ version: 1, country: 'GB' })).toMatchObject({ country: 'GB', version: 2 })
  await expectRefused(customers.create({ name: 'X', phone: '(607) 272-1101' }), 'phone_not_valid', 'phone')
  const { id: customerId } = await customers.create({ name: 'Y', phone: '020 7946 0000' })
  expect((await customers.show({ customerId })).phone).toBe('+442079460000')
  const changed = await customers.update({ customerId, version: 1, phone: '020 7946 0001' })
  expect(changed.phone).toBe('+442079460001')
  const contact = { customerId, firstName: 'A', lastName: 'B', email: 'a@b.example', role: 'billing' }
  expect((await contacts.create({ ...contact, phone: '020 7946 0002' })).phone).toBe('+442079460002')
})

test('a company may be founded in its country', async () => {
  const abroad = await platen.found({ country: 'GB', currency: 'GBP', timeZone: 'Europe/London' })
  const { company, customers } = abroad.as('owner')
  expect((await company.show()).country).toBe('GB')
  expect((await customers.create({ name: 'X', phone: '020 7946 0000' })).phone).toBe('+442079460000')
})

test('a change of country is audited, and other changes leave the country', async () => {
  const { company, audit } = shop.as('admin')
  await company.update({ version: 1, country: 'CA' })
  expect((await audit.list({ entity: 'company' })).data[0]).toMatchObject({
    operation: 'company.update',
    before: { country: 'US' },
    after: { country: 'CA' },
  })
  expect((await company.update({ version: 2, taxRate: '5' })).country).toBe('CA')
})

test.each(['XK', 'ZZ', 'UK'])('the country %s is not one of ISO 3166', async (country) => {
  await expectRefused(
    shop.as('owner').company.update({ version: 1, country }),
    'country_not_known',
    'country',
  )
})

test.each(['us', 'USA', ''])('%j is no country code', async (country) => {
  await expectRefused(shop.as('owner').company.update({ version: 1, country }), 'invalid_input', 'country')
})
