import { useQuery } from '@tanstack/react-query'
import {
  AccountLines,
  AccountOwed,
  AccountSummary,
} from '../../../../../components/features/AccountLines.tsx'
import shared from '../../../../../components/features/Paper.module.css'
import { Paper } from '../../../../../components/features/Paper.tsx'
import { useSession } from '../../../../../components/features/session.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import type { StatementOfAccount } from '../../../../../contract/ledger-reports.ts'
import { addressLines } from '../../../../../invoicing/addresses/envelope.ts'
import { formatDate } from '../../../../../invoicing/calendar/calendar.ts'
import { query } from '../../../../api.ts'

interface AccountDocumentProps {
  account: StatementOfAccount
  billingAddress: Customer['billingAddress']
}

/** A statement of account as the paper that can be handed over. */
export function AccountDocument({ account, billingAddress }: AccountDocumentProps) {
  const { company } = useSession()
  const settings = useQuery(query.company.show.queryOptions())
  const { customerName, customerNumber, from, to } = account
  return (
    <Paper
      label={`Account of ${customerName}`}
      shop={{ name: company.name, letterhead: settings.data?.letterhead }}
      title="Statement of account"
      number={`${formatDate(from)} – ${formatDate(to)}`}
    >
      <div className={shared.facts}>
        <section aria-label="Account of">
          <h3>For</h3>
          <strong>{customerName}</strong>
          {billingAddress &&
            addressLines(billingAddress, settings.data?.country).map((line) => (
              <span key={line}>{line}</span>
            ))}
          <span>{customerNumber}</span>
        </section>
        <AccountOwed account={account} />
      </div>
      <AccountLines account={account} />
      <AccountSummary account={account} />
    </Paper>
  )
}
