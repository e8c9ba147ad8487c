import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Activity, ActivityList } from '../../../../../contract/activity.ts'
import { query } from '../../../../api.ts'

const shownFirst = 8
const shownMore = 25

/** The beginning of all three lists of a customer's activity, in one request. */
export function useActivity(customerId: string) {
  return useQuery(query.activity.show.queryOptions({ input: { customerId, limit: shownFirst } }))
}

/** One list: its beginning, and what comes after once more is asked for. */
export function useActivityList<List extends ActivityList>(
  customerId: string,
  list: List,
  first: Activity | undefined,
) {
  const [isOpen, setOpen] = useState(false)
  const start = first?.nextCursors[list] ?? null
  const more = useInfiniteQuery({
    ...query.activity.show.infiniteOptions({
      input: (cursor: string) => ({ customerId, list, cursor, limit: shownMore }),
      initialPageParam: start ?? '',
      getNextPageParam: (last) => last.nextCursors[list] ?? undefined,
    }),
    enabled: isOpen && start !== null,
  })
  const later: Activity[List][number][] = more.data?.pages.flatMap((page) => [...page[list]]) ?? []
  return {
    entries: first && [...first[list], ...later],
    hasMore: isOpen && more.data ? more.hasNextPage : start !== null,
    isLoadingMore: more.isFetching,
    error: more.error,
    onMore: () => (isOpen ? void more.fetchNextPage() : setOpen(true)),
  }
}
