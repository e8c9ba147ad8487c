import { TagsInput, Text } from '@mantine/core'
import classes from './EmailPreview.module.css'

interface EmailPreviewProps {
  recipients: string[]
  onRecipients: (recipients: string[]) => void
  subject: string
  body: string
  /** What is said at the addresses when something is wrong with them. */
  error?: string | undefined
}

/** A message as its reader will see it, and whom it goes to (C: U53, U95). */
export function EmailPreview({ recipients, onRecipients, subject, body, error }: EmailPreviewProps) {
  return (
    <section className={classes.mail} aria-label="E-mail preview">
      <TagsInput
        label="To"
        placeholder={recipients.length === 0 ? 'Nobody: nothing is mailed' : ''}
        value={recipients}
        onChange={onRecipients}
        error={error}
        maxTags={10}
        splitChars={[',', ';', ' ']}
        acceptValueOnBlur
        clearable
        clearButtonProps={{ 'aria-label': 'Remove all addresses' }}
      />
      <Text className={classes.subject}>{subject}</Text>
      <Text className={classes.body}>{body}</Text>
    </section>
  )
}
