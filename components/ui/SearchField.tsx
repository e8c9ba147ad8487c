import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import classes from './SearchField.module.css'

interface SearchFieldProps {
  label: string
  placeholder: string
  /** What the address says; the field follows it. */
  q: string
  onSearch: (q: string) => void
}

/** Searches while one types, a fifth of a second after the last key; Escape clears. */
export function SearchField({ label, placeholder, q, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(q)
  const sent = useRef(q)
  const search = useDebouncedCallback((text: string) => {
    sent.current = text.trim()
    onSearch(sent.current)
  }, 200)
  // The address changes from elsewhere too: the back button, "Show all invoices".
  useEffect(() => {
    if (q !== sent.current) setTyped(q)
    sent.current = q
  }, [q])
  const change = (text: string) => {
    setTyped(text)
    search(text)
  }
  return (
    <TextInput
      className={classes.search}
      aria-label={label}
      placeholder={placeholder}
      type="search"
      data-page-search
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typed) change('')
      }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed ? <CloseButton size="sm" aria-label="Clear the search" onClick={() => change('')} /> : null
      }
    />
  )
}
