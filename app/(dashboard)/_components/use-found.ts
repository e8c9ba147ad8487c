import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { query, refusalOf } from '../../api.ts'

/** Customers and invoices that match what was typed; nothing is asked for before the first letter. */
export function useFound(typed: string) {
  const [q] = useDebouncedValue(typed.trim(), 150)
  const enabled = q !== ''
  const customers = useQuery({
    ...query.customers.list.queryOptions({ input: { q, limit: 5 } }),
    enabled,
    placeholderData: keepPreviousData,
  })
  const invoices = useQuery({
    ...query.invoices.list.queryOptions({ input: { q, limit: 5 } }),
    enabled,
    placeholderData: keepPreviousData,
  })
  const isShown = enabled && typed.trim() !== ''
  const error = customers.error ?? invoices.error
  return {
    customers: isShown ? (customers.data?.data ?? []) : [],
    invoices: isShown ? (invoices.data?.data ?? []) : [],
    isLooking: typed.trim() !== q || (enabled && (customers.isFetching || invoices.isFetching)),
    error: error ? refusalOf(error).message : undefined,
  }
}
