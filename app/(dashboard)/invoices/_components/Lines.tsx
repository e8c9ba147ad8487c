import { type PointerEvent, type ReactNode, useMemo } from 'react'
import { addLine, changeLine, type DraftLine, moveLine, removeLine } from './draft-line.ts'
import { InvoiceLineItemRow, type LineActions } from './InvoiceLineItemRow.tsx'
import { type CellField, insertPasted } from './pasted-lines.ts'
import { messagesByRow, noMessages } from './row-messages.ts'
import type { DocumentForm } from './use-document-form.ts'
import { useLatest } from './use-latest.ts'
import { useLineDrag } from './use-line-drag.ts'
import { useLineKeys } from './use-line-keys.ts'

interface LinesProps {
  form: DocumentForm
  kind: DraftLine['kind']
  name: string
  /** An empty line of the kind. */
  empty: () => DraftLine
  /** What stands below the rows; `add` puts a line there and goes to one of its cells. */
  children: (add: (line: DraftLine, field: CellField) => void) => ReactNode
}

/** The lines of one kind, in the order in which the customer reads them. */
export function Lines({ form, kind, name, empty, children }: LinesProps) {
  const { draft, change, leave } = form
  const places = new Map(draft.lines.map((line, index) => [line.key, index]))
  const lines = draft.lines.filter((line) => line.kind === kind)
  const messages = useMemo(() => messagesByRow(form.messages), [form.messages])
  const add = (line: DraftLine, field: CellField) => {
    change((now) => ({ lines: addLine(now.lines, line) }))
    keys.goTo(line.key, field)
  }
  const keys = useLineKeys({
    lines,
    move: (key, by) => actions.move(key, by),
    paste: (key, rows) => {
      const pasted = insertPasted(draft.lines, key, rows)
      change({ lines: pasted.lines })
      // What cannot be read is said at once: nobody leaves a field that they never were in.
      for (const row of pasted.keys) {
        for (const field of ['quantity', 'unitPrice', 'description']) leave(`lines.${row}.${field}`)
        const line = pasted.lines.find((one) => one.key === row)
        for (const size of line?.sizes ?? []) leave(`lines.${row}.sizes.${size.key}.quantity`)
      }
    },
    onEnd: () => add(empty(), 'description'),
  })
  const drag = useLineDrag(keys.container, (key, by) => actions.move(key, by))
  const actions = useLineActions(form, drag, keys.leaveRow)
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the fields inside */}
      <div ref={keys.container} onKeyDown={keys.onKeyDown} onPaste={keys.onPaste}>
        {lines.map((line, index) => (
          <InvoiceLineItemRow
            key={line.key}
            line={line}
            name={`${name} ${index + 1}`}
            currency={form.currency}
            totalCents={form.totals.lineTotalsCents[places.get(line.key) ?? -1] ?? 0}
            defaultTaxRate={draft.taxRate}
            isOnly={kind === 'item' && lines.length === 1}
            actions={actions}
            messages={messages.get(line.key) ?? noMessages}
          />
        ))}
      </div>
      {children(add)}
    </>
  )
}

function useLineActions(
  form: DocumentForm,
  drag: (event: PointerEvent) => void,
  leaveRow: (key: string) => void,
): LineActions {
  const { change, leave } = form
  const latest = useLatest({ change, leave, drag, leaveRow, lines: form.draft.lines })
  return useMemo(
    () => ({
      change: (key, next) => latest.current.change(({ lines }) => ({ lines: changeLine(lines, key, next) })),
      remove: (key) => {
        latest.current.leaveRow(key)
        latest.current.change(({ lines }) => ({ lines: removeLine(lines, key) }))
      },
      move: (key, by) => latest.current.change(({ lines }) => ({ lines: moveLine(lines, key, by) })),
      leave: (key, field, text) => {
        if (text.trim() !== '') latest.current.leave(`lines.${key}.${field}`)
      },
      upchargeOf: (size) =>
        latest.current.lines
          .flatMap(({ sizes }) => sizes)
          .find((one) => one.size === size && one.upcharge.trim() !== '')?.upcharge ?? '',
      drag: (event) => latest.current.drag(event),
    }),
    [latest],
  )
}
