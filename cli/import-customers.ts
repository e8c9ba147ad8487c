import { readFile, stat } from 'node:fs/promises'
import { createRouterClient } from '@orpc/server'
import type { CustomerImportResult, CustomerImportRow } from '../contract/customer-import.ts'
import { refuseField } from '../contract/refusals.ts'
import { inWholeFile, partsOf } from '../invoicing/customer-file/file-parts.ts'
import { fileText, requireFileSize } from '../invoicing/customer-file/file-text.ts'
import { importResult, linesRefused } from '../invoicing/customer-file/import-report.ts'
import { type CustomerFile, readCustomerFile } from '../invoicing/customer-file/read-file.ts'
import { router } from '../invoicing/router.ts'
import { entranceFor, withPlaten } from './open-platen.ts'
import { print, progress, say } from './print.ts'

interface ImportOptions {
  company: string
  json?: boolean
  dryRun?: boolean
}

/**
 * `platen import customers`: reads a CSV file and sends it in parts, so that what is done stays done. A customer who
 * cannot be brought in is refused with the line, the others go on. Exit code 1 when any line was refused.
 */
export async function importCustomerFile(path: string, options: ImportOptions): Promise<number> {
  const file = readCustomerFile(await textOf(path))
  return withPlaten(async (platen) => {
    const entrance = await entranceFor(platen, options.company, options.dryRun ? { dryRun: true } : {})
    const client = createRouterClient(router, { context: entrance })
    const startedAt = Date.now()
    const result = await importParts(file, (csv) => client.import.customers({ csv }))
    progress('')
    if (options.json) print(result, true)
    else report(result, file.customers.length, Date.now() - startedAt, options.dryRun ?? false)
    return result.refused > 0 ? 1 : 0
  })
}

async function textOf(path: string): Promise<string> {
  try {
    requireFileSize((await stat(path)).size)
    return fileText(await readFile(path))
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw refuseField('invalid_input', 'FILE', `${path} cannot be read: ${error.message}.`)
  }
}

async function importParts(
  file: CustomerFile,
  send: (csv: string) => Promise<CustomerImportResult>,
): Promise<CustomerImportResult> {
  const { parts, wrong } = partsOf(file)
  const lines: CustomerImportRow[] = wrong.flatMap((rows) => linesRefused(rows))
  let customers = wrong.length
  for (const part of parts) {
    lines.push(...inWholeFile(part, await send(part.csv)))
    customers += part.customers
    progress(`${customers} of ${file.customers.length} customers`)
  }
  return importResult(lines)
}

function report(result: CustomerImportResult, customers: number, milliseconds: number, dryRun: boolean) {
  for (const { line, row, label, field, reason } of result.rows.filter(
    ({ outcome }) => outcome === 'refused',
  )) {
    say(`line ${line}: ${row} ${label || '(no name)'} refused: ${field ? `${field}: ` : ''}${reason}`)
  }
  const { created, updated, unchanged, refused } = result
  const would = dryRun ? 'would be ' : ''
  const rate = Math.round((customers * 1000) / Math.max(1, milliseconds))
  print(
    `${created} ${would}created, ${updated} ${would}updated, ${unchanged} unchanged, ${refused} refused (${rate} customers a second)`,
    false,
  )
}
