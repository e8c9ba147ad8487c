import classes from './RowName.module.css'

interface RowNameProps {
  /** The document's number. */
  number: string
  /** Whom or what it is about: what a row begins with on a phone, where it has no column of its own. */
  lead: string
  isVoid?: boolean
}

/** What a document is called in a list. */
export function RowName({ number, lead, isVoid = false }: RowNameProps) {
  return (
    <span className={classes.name}>
      <span className={classes.lead}>{lead} </span>
      <span className={classes.number} data-void={isVoid || undefined}>
        {number}
      </span>
    </span>
  )
}
