import { Skeleton, Stack } from '@mantine/core'

/** The shape of a page that is on its way. */
export function PageSkeleton() {
  return (
    <Stack aria-busy="true" gap="md" p="lg" role="status" aria-label="Loading">
      <Skeleton h={22} w={180} />
      <Skeleton h={88} />
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} h={22} w={`${92 - ((row * 13) % 30)}%`} />
      ))}
    </Stack>
  )
}
