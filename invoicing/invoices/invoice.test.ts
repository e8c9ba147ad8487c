import { expect, test } from 'vitest'
import { invoiceStatuses } from '../../contract/invoices.ts'
import { invoiceActions, invoiceCan } from './invoice.ts'

test.each([
  ['draft', 'edit send void duplicate'],
  ['sent', 'receivePayment void duplicate'],
  ['partial', 'receivePayment void duplicate'],
  ['paid', 'duplicate'],
  ['void', 'duplicate'],
] as const)('a %s invoice permits: %s', (status, allowed) => {
  const can = invoiceCan({ status })
  expect(invoiceActions.filter((action) => can[action].allowed).join(' ')).toBe(allowed)
})

test('every closed action says why, in a sentence', () => {
  for (const status of invoiceStatuses) {
    for (const permitted of Object.values(invoiceCan({ status }))) {
      if (!permitted.allowed) expect(permitted.why).toMatch(/^[A-Z].*\.$/)
    }
  }
})
