import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import type { Column } from '../../../../components/ui/DataTable.tsx'
import { type Customer, customerStatusLabels } from '../../../../contract/customers.ts'
import { paymentTermsLabels } from '../../../../contract/payment-terms.ts'
import { currencySymbol } from '../../../../invoicing/money/money.ts'
import { CustomerStatusText } from './CustomerStatusText.tsx'
import classes from './customer-columns.module.css'

/** A column says its currency once; only amounts in another one carry their code. */
export function customerColumns(currency: string): Column<Customer>[] {
  const sign = currencySymbol(currency)
  const money = (amount: string, customer: Customer, tone?: 'owed') => (
    <MoneyText
      amount={amount}
      currency={customer.defaultCurrency}
      display={customer.defaultCurrency === currency ? 'none' : 'code'}
      tone={tone}
      zeroAsDash
      strong={tone === undefined}
    />
  )
  return [
    { key: 'name', header: 'Name', phone: 'who', cell: (customer) => customer.name },
    { key: 'number', header: 'Number', width: 112, cell: (customer) => customer.customerNumber },
    {
      key: 'status',
      header: 'Status',
      width: 96,
      cell: ({ status }) =>
        status === 'active' ? customerStatusLabels.active : <CustomerStatusText status={status} />,
    },
    {
      key: 'who',
      header: 'Number and status',
      isOnlyOnPhone: true,
      phone: 'status',
      cell: ({ customerNumber, status }) => (
        <>
          {customerNumber}
          {status !== 'active' && (
            <>
              {' · '}
              <CustomerStatusText status={status} />
            </>
          )}
        </>
      ),
    },
    {
      key: 'terms',
      header: 'Terms',
      width: 128,
      cell: ({ paymentTerms }) => (paymentTerms ? paymentTermsLabels[paymentTerms] : '–'),
    },
    {
      key: 'open',
      header: 'Open invoices',
      width: 116,
      align: 'right',
      cell: ({ openInvoiceCount }) => openInvoiceCount || '–',
    },
    {
      key: 'overdue',
      header: `Overdue, ${sign}`,
      width: 124,
      align: 'right',
      phone: 'when',
      cell: (customer) => (
        <span className={classes.overdue} data-zero={!/[1-9]/.test(customer.overdue) || undefined}>
          {money(customer.overdue, customer, 'owed')}
        </span>
      ),
    },
    {
      key: 'balance',
      header: `Balance, ${sign}`,
      width: 132,
      align: 'right',
      phone: 'amount',
      cell: (customer) => money(customer.balance, customer),
    },
  ]
}
