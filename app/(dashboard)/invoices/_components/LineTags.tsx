import { furnishedInWords, imprintInWords, sizesInWords } from '../../../../invoicing/invoices/line-words.ts'
import { type DraftLine, isBlankImprint, isBlankSize } from './draft-line.ts'
import classes from './InvoiceLineItemRow.module.css'

interface LineTagsProps {
  line: DraftLine
  /** Sizes and imprints stand open below: no need to say them twice. */
  isTradeOpen: boolean
}

/** What is special about a line, where it is folded away. */
export function LineTags({ line, isTradeOpen }: LineTagsProps) {
  const tags = [
    ...(isTradeOpen ? [] : tradeTags(line)),
    !line.taxable && 'Not taxed',
    line.taxable && line.taxRate.trim() !== '' && `Tax ${line.taxRate.trim().replace(/\s*%$/, '')}%`,
    line.group.trim() !== '' && `Bundled as “${line.group.trim()}”`,
    line.percentOfItems !== null && 'Follows the line items',
  ].filter((tag) => tag !== false)
  return tags.length > 0 ? <span className={classes.tags}>{tags.join(' · ')}</span> : null
}

function tradeTags({ sizes, imprints, furnished }: DraftLine): string[] {
  const filled = sizes.filter((size) => !isBlankSize(size))
  return [
    ...(filled.length > 0 ? [sizesInWords(filled)] : []),
    ...imprints
      .filter((imprint) => !isBlankImprint(imprint))
      .map(({ location, technique, colors }) =>
        imprintInWords({ location, technique, colors: /^[1-9]\d?$/.test(colors) ? Number(colors) : null }),
      ),
    ...(furnished ? [furnishedInWords] : []),
  ]
}
