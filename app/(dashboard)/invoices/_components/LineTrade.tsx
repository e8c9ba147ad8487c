import { Switch } from '@mantine/core'
import type { DraftLine } from './draft-line.ts'
import { ImprintsEditor } from './ImprintsEditor.tsx'
import type { LineActions } from './InvoiceLineItemRow.tsx'
import classes from './LineTrade.module.css'
import type { RowMessages } from './row-messages.ts'
import { SizeRunEditor } from './SizeRunEditor.tsx'

interface LineTradeProps {
  id: string
  line: DraftLine
  name: string
  currency: string
  actions: LineActions
  messages: RowMessages
}

/** What a printer's line is made of: the sizes of the garment, where it is printed and how, whose garments they are. */
export function LineTrade({ id, line, name, currency, actions, messages }: LineTradeProps) {
  const part = { line, currency, actions, messages }
  return (
    <section id={id} className={classes.trade} aria-label={`Sizes and imprints of ${name.toLowerCase()}`}>
      <SizeRunEditor {...part} />
      <ImprintsEditor {...part} />
      <Switch
        label="The customer brings the goods"
        description="They cost nothing; the work is charged as the price of its imprints."
        checked={line.furnished}
        onChange={(event) => actions.change(line.key, { furnished: event.currentTarget.checked })}
      />
    </section>
  )
}
