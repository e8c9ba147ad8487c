import { expect, test } from 'vitest'
import { contract } from '../../../../contract/contract.ts'
import { customerContent, customerProblems, emptyCustomer } from './customer-draft.ts'

test('empty fields are nothing, a bare domain is a web address', () => {
  const content = customerContent({
    ...emptyCustomer('USD'),
    name: ' Ada’s Bakery ',
    website: 'ada.example',
    paymentTerms: 'net_30',
  })
  expect(content).toMatchObject({
    name: 'Ada’s Bakery',
    legalName: null,
    email: null,
    website: 'https://ada.example',
    paymentTerms: 'net_30',
    notes: null,
  })
  const schema = contract.customers.create['~orpc'].inputSchema
  expect(schema?.['~standard'].validate(content)).not.toHaveProperty('issues')
})

test('an address that names its protocol is left to the server', () => {
  expect(customerContent({ ...emptyCustomer('USD'), website: 'ftp://ada.example' }).website).toBe(
    'ftp://ada.example',
  )
})

test('a customer needs a name', () => {
  expect(customerProblems({ ...emptyCustomer('USD'), name: '  ' })).toEqual({ name: 'Enter a name.' })
  expect(customerProblems({ ...emptyCustomer('USD'), name: 'Ada' })).toEqual({})
})
