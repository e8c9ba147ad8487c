import { Button, List } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Panel } from '../../../../../components/ui/Panel.tsx'
import { saveText } from '../../../../../components/ui/save-text.ts'
import { customerFileTemplate } from '../../../../../invoicing/customer-file/file-template.ts'

/** What a file may hold, and a file to start from. */
export function ImportHelp() {
  return (
    <Panel
      title="What the file holds"
      aside={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveText('customers-template.csv', customerFileTemplate())}
        >
          Template
        </Button>
      }
    >
      <List size="sm" spacing={6} maw={720}>
        <List.Item>
          A line of columns, then a line for each customer. The only column it needs is <b>name</b>; the
          template has all of them. Commas, semicolons or tabs may stand between the cells.
        </List.Item>
        <List.Item>
          A billing address may stand in its customer’s line. Further addresses and contacts have lines of
          their own, below their customer, with <b>row</b> saying what they are.
        </List.Item>
        <List.Item>
          Who is there already is found by number, else by e-mail, else by name, and is changed to what the
          file says. An empty cell empties its field; a column that is left out leaves it as it is.
        </List.Item>
        <List.Item>
          What “Export” gives comes in again as it is, so a long list can be changed in a spreadsheet.
        </List.Item>
      </List>
    </Panel>
  )
}
