import type { Door } from '../../../../contract/audit.ts'
import { contract } from '../../../../contract/contract.ts'

export const doorLabels: Record<Door, string> = {
  screen: 'on the screen',
  rest: 'through the API',
  cli: 'on the command line',
  worker: 'by itself',
}

/** Every operation that writes, by what the contract calls it. */
export const writeOperations: readonly { value: string; label: string }[] = Object.entries(contract)
  .flatMap(([noun, operations]) =>
    Object.entries(operations).flatMap(([verb, operation]) => {
      const { meta, route } = operation['~orpc']
      return meta.effect === 'write'
        ? [{ value: `${noun}.${verb}`, label: route.summary ?? `${noun}.${verb}` }]
        : []
    }),
  )
  .sort((one, other) => one.label.localeCompare(other.label))

const labels = new Map([
  // A company is founded before it has operations of its own.
  ['company.create', 'Found the company'],
  ...writeOperations.map(({ value, label }) => [value, label] as const),
])

/** What an operation is called in the contract: `invoices.send` is "Issue an invoice". */
export function operationLabel(operation: string): string {
  return labels.get(operation) ?? operation
}
