import { z } from 'zod'
import { invoice } from './invoices.ts'
import { writes } from './operation.ts'
import { line } from './text.ts'

export const writeOffsContract = {
  create: writes('accounting.invoices.write_off')
    .route({
      method: 'POST',
      path: '/invoices/{invoiceId}/write-off',
      tags: ['Invoices'],
      summary: 'Write off what nobody will pay any more',
      description: 'The whole remaining balance of a sent or partly paid invoice. The invoice is settled.',
    })
    .input(z.strictObject({ invoiceId: z.uuid().meta({ positional: true }), reason: line(500) }))
    .output(invoice),
}
