import { useMediaQuery } from '@mantine/hooks'

/** Whether a table shows its columns that are `isOnlyWide`, so that what stands in them is asked for. */
export function useIsTableWide(): boolean {
  return useMediaQuery(wideTable, true, { getInitialValueInEffect: false })
}

/** The other side of the query in DataTable.module.css. */
const wideTable = '(min-width: 84.01em)'
