import { Badge } from '@mantine/core'
import { type CreditLimit, creditLimitStatusLabels } from '../../../../../contract/credit-limits.ts'

/** The status of a limit; of the approved ones, which one holds now. */
export function CreditLimitBadge({ limit }: { limit: CreditLimit }) {
  const { status, isInForce } = limit
  const label = isInForce ? 'In force' : creditLimitStatusLabels[status]
  const tone = isInForce ? 'paid' : status === 'pending' ? 'partial' : status === 'revoked' ? 'void' : 'draft'
  return (
    <Badge
      size="sm"
      tt="none"
      variant="default"
      style={{
        color: `var(--platen-${tone}-text)`,
        background: `var(--platen-${tone}-fill)`,
        borderColor: tone === 'void' ? undefined : 'transparent',
      }}
    >
      {label}
    </Badge>
  )
}
