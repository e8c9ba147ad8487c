import { Badge } from '@mantine/core'
import { type CustomerStatus, customerStatusLabels } from '../../../../contract/customers.ts'

/** The status of a customer, in a word; only what closes business is coloured. */
export function CustomerStatusText({ status }: { status: CustomerStatus }) {
  return (
    <Badge
      variant="default"
      size="sm"
      tt="none"
      c={status === 'blocked' ? 'var(--platen-owed-text)' : undefined}
    >
      {customerStatusLabels[status]}
    </Badge>
  )
}
