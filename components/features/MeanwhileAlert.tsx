import { Alert, type AlertProps } from '@mantine/core'
import { useEffect, useRef } from 'react'

/** What somebody else did meanwhile. It comes into view: the button that met it may stand far away. */
export function MeanwhileAlert({
  block = 'center',
  ...alert
}: AlertProps & { title: string; block?: ScrollLogicalPosition }) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    element.current?.scrollIntoView({ block })
  }, [block])
  return <Alert ref={element} color="amber" variant="light" role="alert" {...alert} />
}
