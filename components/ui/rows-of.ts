import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'

/** The props that `DataTable` takes from an infinite query over `{ data, nextCursor }`. */
export function rowsOf<Row>(result: UseInfiniteQueryResult<InfiniteData<{ data: Row[] }>, unknown>) {
  return {
    rows: result.data?.pages.flatMap((page) => page.data),
    error: result.error,
    onRetry: () => void result.refetch(),
    isRefreshing: result.isPlaceholderData,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    onMore: () => void result.fetchNextPage(),
  }
}
