import { Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../../../components/features/session.ts'
import { Panel } from '../../../components/ui/Panel.tsx'

/** What a new shop sees in place of empty charts: where to begin. */
export function FirstSteps() {
  const mayDraft = useMay('accounting.invoices.write')
  const mayAdd = useMay('accounting.customers.write')
  const maySet = useMay('company.settings.write')
  return (
    <Panel title="Where to begin">
      <Text c="dimmed" mb="sm" maw={620}>
        Add whom you print for, then bill the first job. What is owed, what is late and what came stands here
        from then on.
      </Text>
      <Group gap="xs">
        {mayAdd && (
          <Button variant="default" component={Link} to="/customers/new">
            Add a customer
          </Button>
        )}
        {mayDraft && (
          <Button variant="default" component={Link} to="/invoices/new">
            Create your first invoice
          </Button>
        )}
        {maySet && (
          <Button variant="default" component={Link} to="/settings">
            Letterhead and tax rate
          </Button>
        )}
      </Group>
    </Panel>
  )
}
