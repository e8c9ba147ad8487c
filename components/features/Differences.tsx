import { Table, Text } from '@mantine/core'
import classes from './Differences.module.css'

/** A field in which two versions differ. */
export interface Difference {
  field: string
  typed: string
  saved: string
}

/** What was typed beside what somebody else saved; undefined until their version was read. */
export function Differences({ rows }: { rows: readonly Difference[] | undefined }) {
  if (!rows) return <Text size="sm">Reading their version…</Text>
  if (rows.length === 0) return <Text size="sm">Their version says the same as yours.</Text>
  return (
    <Table className={classes.table} aria-label="Where the two differ" verticalSpacing={4} mt="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Field</Table.Th>
          <Table.Th>You typed</Table.Th>
          <Table.Th>They saved</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ field, typed, saved }) => (
          <Table.Tr key={field}>
            <Table.Th scope="row">{field}</Table.Th>
            <Table.Td>{typed || '–'}</Table.Td>
            <Table.Td>{saved || '–'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
