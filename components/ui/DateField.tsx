import { TextInput, type TextInputProps } from '@mantine/core'

interface DateFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type' | 'min' | 'max'> {
  /** YYYY-MM-DD, or empty. */
  value: string
  onChange: (date: string) => void
  min?: string
  max?: string
}

/** A civil date, picked with the browser's own calendar: known to the keyboard and to every phone. */
export function DateField({ value, onChange, ...rest }: DateFieldProps) {
  return (
    <TextInput
      {...rest}
      type="date"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
