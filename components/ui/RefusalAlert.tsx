import { Alert } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { refusalOf } from '../../app/api.ts'

interface RefusalAlertProps {
  /** Nothing is shown while there is none. */
  error: unknown
}

/** A refusal inside a form, sheet or dialog: what was refused, why, and what to do; read out at once. */
export function RefusalAlert({ error }: RefusalAlertProps) {
  const element = useRef<HTMLDivElement>(null)
  // Whoever pressed a button sees why nothing happened, also where the refusal stands outside of what they look at.
  useEffect(() => {
    if (error) element.current?.scrollIntoView({ block: 'center' })
  }, [error])
  if (!error) return null
  const { title, message, fields } = refusalOf(error)
  return (
    <Alert ref={element} color="red" variant="light" role="alert" title={title} p="sm">
      {message !== title && message}
      {fields.length > 0 && (
        <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
          {fields.map((field) => (
            <li key={`${field.path} ${field.message}`}>
              {field.path ? `${field.path}: ` : ''}
              {field.message}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  )
}
