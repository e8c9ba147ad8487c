import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { query, refusalOf } from '../../api.ts'

/** Customers, invoices, quotes and jobs that match what was typed; nothing is asked for before the first letter. */
export function useFound(typed: string) {
  const [q] = useDebouncedValue(typed.trim(), 150)
  const enabled = q !== ''
  const customers = useQuery({
    ...query.customers.list.queryOptions({ input: { q, limit: 5 } }),
    enabled,
    placeholderData: keepPreviousData,
  })
  const invoices = useQuery({
    ...query.invoices.list.queryOptions({ input: { q, limit: 5, detail: 'brief' } }),
    enabled,
    placeholderData: keepPreviousData,
  })
  const quotes = useQuery({
    ...query.quotes.list.queryOptions({ input: { q, limit: 3 } }),
    enabled,
    placeholderData: keepPreviousData,
  })
  const jobs = useQuery({
    ...query.jobs.list.queryOptions({ input: { q, sort: 'createdAt', direction: 'desc', limit: 3 } }),
    enabled,
    placeholderData: keepPreviousData,
  })
  const asked = [customers, invoices, quotes, jobs]
  const isShown = enabled && typed.trim() !== ''
  const error = asked.find((one) => one.error)?.error
  return {
    customers: isShown ? (customers.data?.data ?? []) : [],
    invoices: isShown ? (invoices.data?.data ?? []) : [],
    quotes: isShown ? (quotes.data?.data ?? []) : [],
    jobs: isShown ? (jobs.data?.data ?? []) : [],
    isLooking: typed.trim() !== q || (enabled && asked.some(({ isFetching }) => isFetching)),
    error: error ? refusalOf(error).message : undefined,
  }
}
