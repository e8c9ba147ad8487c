import { Alert } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { refusalOf } from '../../app/api.ts'
import { fieldInWords } from '../../contract/words.ts'

interface RefusalAlertProps {
  /** Nothing is shown while there is none. */
  error: unknown
}

/** A refusal inside a form, sheet or dialog: what was refused, why, and what to do; read out at once. */
export function RefusalAlert({ error }: RefusalAlertProps) {
  const element = useRef<HTMLDivElement>(null)
  // Whoever pressed a button sees why nothing happened, also where the refusal stands outside of what they look at; unless
  // the field that it is about took the focus, for then that is where to look.
  useEffect(() => {
    const isAtField = document.activeElement?.getAttribute('aria-invalid') === 'true'
    if (error && !isAtField) element.current?.scrollIntoView({ block: 'center' })
  }, [error])
  if (!error) return null
  const { code, title, message, fields: all } = refusalOf(error)
  // A refusal of one field alone says the same twice, and one of several is made of what its fields say.
  const fields = all.filter((field) => field.message !== message)
  const isListed = code === 'invalid_input' && fields.length > 0
  return (
    <Alert ref={element} color="red" variant="light" role="alert" title={title} p="sm">
      {message !== title && !isListed && message}
      {fields.length > 0 && (
        <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
          {fields.map((field) => (
            <li key={`${field.path} ${field.message}`}>
              {field.path ? `${fieldInWords(field.path)}: ` : ''}
              {field.message}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  )
}
