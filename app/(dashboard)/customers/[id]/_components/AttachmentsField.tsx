import { Button, FileButton, Group, Input, Pill, Stack } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { type Attachment, mostAttachments } from '../../../../../contract/communications.ts'
import { attachmentInWords, withFiles } from './communication-draft.ts'

interface AttachmentsFieldProps {
  attachments: readonly Attachment[]
  error: string | undefined
  onChange: (attachments: Attachment[]) => void
}

/** Which files went along: their names, kinds and sizes are noted, the files stay where they are. */
export function AttachmentsField({ attachments, error, onChange }: AttachmentsFieldProps) {
  return (
    <Input.Wrapper
      label="Attachments"
      description="Names, kinds and sizes are noted; the files stay where they are."
      error={error}
      labelElement="div"
    >
      <Stack gap="xs" mt={4} align="flex-start">
        {attachments.length > 0 && (
          <Pill.Group>
            {attachments.map((attachment) => (
              <Pill
                key={attachment.name}
                withRemoveButton
                removeButtonProps={{
                  'aria-label': `Leave out ${attachment.name}`,
                  'aria-hidden': false,
                  tabIndex: 0,
                }}
                onRemove={() => onChange(attachments.filter((one) => one !== attachment))}
              >
                {attachmentInWords(attachment)}
              </Pill>
            ))}
          </Pill.Group>
        )}
        <Group>
          <FileButton
            multiple
            inputProps={{ 'aria-label': 'Files that went along' }}
            onChange={(files) => onChange(withFiles(attachments, files))}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                size="compact-sm"
                leftSection={<IconPaperclip size={14} aria-hidden />}
                disabled={attachments.length >= mostAttachments}
              >
                Note files
              </Button>
            )}
          </FileButton>
        </Group>
      </Stack>
    </Input.Wrapper>
  )
}
