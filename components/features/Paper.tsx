import type { ReactNode } from 'react'
import paper from './Paper.module.css'

interface PaperProps {
  /** What the paper is, for those who do not see it. */
  label: string
  shop: { name: string; letterhead: string | null | undefined }
  title: string
  /** Under the title: the paper's number or period. */
  number: ReactNode
  /** A word across a paper that must not be taken for a claim. */
  stamp?: string | null
  className?: string
  children: ReactNode
}

/** A paper as the customer gets it, on the screen and when printed: the shop's head on it, and what it says below. */
export function Paper({ label, shop, title, number, stamp, className, children }: PaperProps) {
  return (
    <article
      className={className ? `${paper.paper} ${className}` : paper.paper}
      aria-label={label}
      data-print
    >
      <header className={paper.top}>
        <div className={paper.shop}>
          <span className={paper.mark} aria-hidden="true">
            {shop.name.trim().charAt(0).toUpperCase()}
          </span>
          <div>
            <strong>{shop.name}</strong>
            {shop.letterhead && <p className={paper.letterhead}>{shop.letterhead}</p>}
          </div>
        </div>
        <div className={paper.title}>
          <strong>{title}</strong>
          <span>{number}</span>
        </div>
      </header>
      {children}
      {stamp && <span className={paper.stamp} aria-hidden="true" data-word={stamp} />}
    </article>
  )
}

interface PaperTotalsProps {
  /** The strong one is what the paper comes to. */
  figures: readonly { label: string; value: string; isStrong?: boolean }[]
  label?: string
}

/** What a paper adds up to. */
export function PaperTotals({ figures, label }: PaperTotalsProps) {
  // Two discounts may be called alike; the figures never move.
  const keyed = figures.map((figure, index) => ({ ...figure, key: `figure-${index}` }))
  return (
    <dl className={paper.totals} aria-label={label}>
      {keyed.map(({ key, label: name, value, isStrong }) => (
        <div key={key} data-strong={isStrong || undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
