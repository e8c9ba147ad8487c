import { implementingFile } from '../../server/reading.ts'
import { readCompany } from '../company/company.sql.ts'
import { invoiceFileName, invoicePaper } from './invoice-paper.ts'
import { readInvoice } from './invoices.sql.ts'

/** An invoice as a PDF, as it stands; no transaction is open while it is printed. */
export const printInvoice = implementingFile.invoices.pdf.handler(async ({ input, context }) => {
  const { invoice, company } = await context.read(async (tx, today) => ({
    invoice: await readInvoice(tx, input.invoiceId, today),
    company: await readCompany(tx, today),
  }))
  const bytes = await context.platen.printer.print(invoicePaper(invoice, company))
  return new File([bytes], invoiceFileName(invoice), { type: 'application/pdf' })
})
