import { Button, FileButton, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { type DragEvent, type ReactNode, useState } from 'react'
import { ClosedButton } from './ClosedButton.tsx'
import classes from './FileDrop.module.css'

interface FileDropProps {
  label: string
  /** What a file dialog offers, such as ".csv,text/csv". */
  accept: string
  /** Why no file can be taken now; undefined when one can. */
  why?: string | undefined
  onFile: (file: File) => void
  children?: ReactNode
}

/** A place to drop a file, with a button for those who do not drag. */
export function FileDrop({ label, accept, why, onFile, children }: FileDropProps) {
  const [isOver, setOver] = useState(false)
  const isClosed = why !== undefined
  const over = (event: DragEvent) => {
    // Also when it is closed: else the browser would leave the page for the file.
    event.preventDefault()
    event.dataTransfer.dropEffect = isClosed ? 'none' : 'copy'
    setOver(!isClosed)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file && !isClosed) onFile(file)
  }
  const icon = <IconFileImport size={16} aria-hidden />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Dropping is for the mouse; the button inside does the same.
    <div
      className={classes.place}
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {isClosed ? (
        <ClosedButton why={why} onClick={() => undefined} leftSection={icon}>
          {label}
        </ClosedButton>
      ) : (
        <FileButton accept={accept} onChange={(file) => file && onFile(file)}>
          {(props) => (
            <Button leftSection={icon} {...props}>
              {label}
            </Button>
          )}
        </FileButton>
      )}
      <Text size="sm" c="dimmed">
        {isClosed ? why : 'or drop it here'}
      </Text>
      {children}
    </div>
  )
}
