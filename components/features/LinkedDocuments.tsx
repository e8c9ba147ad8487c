import type { ReactNode } from 'react'
import classes from './LinkedDocuments.module.css'

export interface LinkedDocument {
  key: string
  /** What kind of document it is: "Quote". */
  kind: string
  /** Its number, as a link. */
  link: ReactNode
  /** A badge or an amount. */
  fact?: ReactNode
}

/** Where a document comes from and what came of it, a line each. */
export function LinkedDocuments({ label, documents }: { label: string; documents: LinkedDocument[] }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {documents.map(({ key, kind, link, fact }) => (
        <li key={key}>
          <span className={classes.kind}>{kind}</span>
          <span className={classes.link}>{link}</span>
          {fact}
        </li>
      ))}
    </ul>
  )
}
