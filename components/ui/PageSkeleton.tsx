import { Skeleton, Stack } from '@mantine/core'

/** The shape of a page that is on its way. */
export function PageSkeleton() {
  return (
    <Stack aria-busy="true" gap="md" p="lg" role="status" aria-label="Loading">
      <Skeleton h={22} w={180} />
      <Skeleton h={88} />
      {[92, 79, 66, 83, 70, 87, 74, 91].map((width) => (
        <Skeleton key={width} h={22} w={`${width}%`} />
      ))}
    </Stack>
  )
}
