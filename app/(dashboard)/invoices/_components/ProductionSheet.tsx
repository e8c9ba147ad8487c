import { piecesOf } from '../../../../invoicing/invoices/line-total.ts'
import { furnishedInWords, imprintInWords } from '../../../../invoicing/invoices/line-words.ts'
import type { PaperLine } from '../../../../invoicing/invoices/paper-rows.ts'
import classes from './ProductionSheet.module.css'

/** What the press reads of a line or a garment. */
interface SheetLine extends Pick<PaperLine, 'kind' | 'description' | 'quantity' | 'furnished'> {
  sizes: readonly { size: string; quantity: string }[]
  imprints: readonly { location: string; technique: string; colors: number | null }[]
}

/** What the press needs of an invoice or a job: garments by size, what is printed where, and no prices. */
export function ProductionSheet({ lines }: { lines: readonly SheetLine[] }) {
  const items = lines
    .filter(({ kind }) => kind === 'item')
    .map((line, index) => ({ ...line, key: `line-${index}` }))
  return (
    <div className={classes.sheet}>
      {items.map(({ key, ...line }) => (
        <section key={key} className={classes.line} aria-label={line.description}>
          <div className={classes.head}>
            <strong dir="auto">{line.description}</strong>
            <span>{line.quantity} pieces</span>
          </div>
          {line.furnished && <p className={classes.furnished}>{furnishedInWords}</p>}
          {line.sizes.length > 0 && (
            <dl className={classes.sizes}>
              {line.sizes.map(({ size, quantity }) => (
                <div key={size}>
                  <dt>{size}</dt>
                  <dd>{quantity}</dd>
                </div>
              ))}
            </dl>
          )}
          <Imprints line={line} />
        </section>
      ))}
      <p className={classes.all}>
        <span>All pieces</span>
        <strong>{piecesOf(items)}</strong>
      </p>
    </div>
  )
}

function Imprints({ line }: { line: Pick<SheetLine, 'imprints'> }) {
  if (line.imprints.length === 0) return null
  const imprints = line.imprints.map((imprint, index) => ({ key: `imprint-${index}`, imprint }))
  return (
    <ul className={classes.imprints}>
      {imprints.map(({ key, imprint }) => (
        <li key={key}>{imprintInWords(imprint)}</li>
      ))}
    </ul>
  )
}
