import { Button, type ButtonProps } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

interface FileLinkProps extends ButtonProps {
  href: string
  children: string
}

/** A link to a file that is kept under the name that it comes with. */
export function FileLink({ href, children, ...button }: FileLinkProps) {
  return (
    <Button
      component="a"
      href={href}
      download
      aria-label={`Download ${children}`}
      leftSection={<IconDownload size={16} aria-hidden />}
      {...button}
    >
      {children}
    </Button>
  )
}
