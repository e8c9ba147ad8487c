import type { Door } from '../../../../contract/audit.ts'
import { contract } from '../../../../contract/contract.ts'

export const doorLabels: Record<Door, string> = {
  screen: 'on the screen',
  rest: 'through the API',
  cli: 'on the command line',
  worker: 'by itself',
}

/** What an operation is called in the contract: `invoices.send` is "Issue an invoice". */
export function operationLabel(operation: string): string {
  let found: unknown = contract
  for (const name of operation.split('.')) {
    found = isRecord(found) ? found[name] : undefined
  }
  const definition = isRecord(found) ? found['~orpc'] : undefined
  const route = isRecord(definition) ? definition.route : undefined
  return isRecord(route) && typeof route.summary === 'string' ? route.summary : operation
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
