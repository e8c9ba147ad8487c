import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { documentNumber } from '../numbers/document-number.ts'
import { lockCounter, raiseCounter } from '../numbers/numbers.sql.ts'
import { readCompany } from './company.sql.ts'

/** Lets a series continue from a higher number, as when another system's numbering goes on here. It never falls. */
export const raiseNumber = implementing.company.raiseNumber.handler(
  async ({ input, context: { tx, today, audit } }) => {
    const counter = await lockCounter(tx, input.series)
    if (input.next < counter.next) {
      const standing = documentNumber(counter.prefix, counter.next)
      throw refuseField(
        'number_series_passed',
        'next',
        `The series has come to ${standing} and can only rise.`,
      )
    }
    if (input.next === counter.next) audit.nothingChanged()
    else {
      await raiseCounter(tx, input.series, counter.next, input.next)
      audit.record({
        entity: 'company',
        entityId: tx.company.companyId,
        label: input.series,
        before: { nextNumber: documentNumber(counter.prefix, counter.next) },
        after: { nextNumber: documentNumber(counter.prefix, input.next) },
      })
    }
    return readCompany(tx, today)
  },
)
