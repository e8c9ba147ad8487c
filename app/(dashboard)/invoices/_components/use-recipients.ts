import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Customer } from '../../../../contract/customers.ts'
import { billingContactOf } from '../../../../invoicing/contacts/contact.ts'
import { recipientsOf } from '../../../../invoicing/messages/message.ts'
import { query } from '../../../api.ts'

/** Whom a message of a customer goes to: the usual ones until somebody chooses. */
export function useRecipients(customer: Pick<Customer, 'id' | 'email'> | undefined, isOpen: boolean) {
  const [chosen, setChosen] = useState<string[] | null>(null)
  const contacts = useQuery({
    ...query.contacts.list.queryOptions({ input: { customerId: customer?.id ?? '' } }),
    enabled: isOpen && customer !== undefined,
  })
  const billing = billingContactOf(contacts.data?.data ?? [])
  const usual = recipientsOf(undefined, {
    billingEmail: billing?.email ?? null,
    customerEmail: customer?.email ?? null,
  })
  return { recipients: chosen ?? usual, chosen: chosen ?? undefined, setRecipients: setChosen }
}
