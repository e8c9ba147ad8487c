import { expect, test } from 'vitest'
import { usualTax } from './usual-tax.ts'

const exempt = { taxExempt: true, taxExemptionCertificate: 'RC-1', taxExemptionExpiresOn: '2026-11-21' }

test('an exemption holds through its last day', () => {
  const none = { taxRate: '0', taxExemptionReason: 'Exemption certificate RC-1' }
  expect(usualTax(exempt, '8.25', '2026-11-21')).toEqual(none)
  expect(usualTax({ ...exempt, taxExemptionExpiresOn: null }, '8.25', '2030-01-01')).toEqual(none)
  expect(usualTax(exempt, '8.25', '2026-11-22')).toEqual({ taxRate: '8.25', taxExemptionReason: null })
  expect(usualTax({ ...exempt, taxExempt: false }, '8.25', '2026-11-21').taxRate).toBe('8.25')
})
