import { call } from '@orpc/server'
import { implementingBatch } from '../../server/batch.ts'
import { outcomeOf } from '../invoices/batch-of-invoices.ts'
import { readBatchRows } from '../invoices/invoice-list.sql.ts'
import { sendReminder } from './send-reminder.ts'

/** Reminds of many open invoices (C: N9). One that was reminded of today stays as it is. */
export const sendReminders = implementingBatch.reminders.sendMany.handler(async ({ input, context }) => {
  const rows = await context.read((tx) => readBatchRows(tx, [...new Set(input.invoiceIds)]))
  const results = await context.rows(rows, {
    operation: ['reminders', 'send'],
    id: ({ id }) => id,
    unchangedBy: ['reminded_today'],
    run: ({ id }, row) => call(sendReminder, { invoiceId: id }, row),
  })
  return { results: results.map((result) => outcomeOf(result, 'balanceDue')) }
})
