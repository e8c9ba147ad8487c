import { Button, Checkbox, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { formatMoney } from '../../../../invoicing/money/money.ts'
import { DiscountRow } from './DiscountRow.tsx'
import { emptyDiscount } from './document-draft.ts'
import classes from './InvoicePricingSummary.module.css'
import { readPercent } from './typed-numbers.ts'
import type { DocumentForm } from './use-document-form.ts'

/** What the lines come to (C: U75-U80), computed by the server's own arithmetic while one types. */
export function InvoicePricingSummary({ form }: { form: DocumentForm }) {
  const { draft, change, totals, currency, messages, leave } = form
  const money = (cents: number) => formatMoney(cents, currency)
  return (
    <Panel title="Pricing">
      <div className={classes.summary}>
        <Row label="Subtotal">{money(totals.subtotalCents)}</Row>
        {draft.discounts.map((discount, index) => (
          <DiscountRow
            key={discount.key}
            discount={discount}
            name={draft.discounts.length > 1 ? `Discount ${index + 1}` : 'Discount'}
            currency={currency}
            amountCents={totals.discountCents[index] ?? 0}
            message={messages[`discounts.${discount.key}.value`]}
            onLeave={() => discount.value.trim() !== '' && leave(`discounts.${discount.key}.value`)}
            onChange={(next) =>
              change(({ discounts }) => ({
                discounts: discounts.map((one) => (one.key === discount.key ? { ...one, ...next } : one)),
              }))
            }
            onRemove={() =>
              change(({ discounts }) => ({ discounts: discounts.filter(({ key }) => key !== discount.key) }))
            }
          />
        ))}
        <div>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => change(({ discounts }) => ({ discounts: [...discounts, emptyDiscount()] }))}
          >
            Add discount
          </Button>
        </div>
        <div className={classes.field}>
          <MoneyField
            label="Shipping"
            placeholder="0.00"
            currency={currency}
            value={draft.shipping}
            error={messages.shipping}
            onChange={(shipping) => change({ shipping })}
            onBlur={() => leave('shipping')}
          />
          <Checkbox
            label="Tax shipping"
            checked={draft.shippingTaxable}
            onChange={(event) => change({ shippingTaxable: event.currentTarget.checked })}
          />
        </div>
        <TaxFields form={form} />
        {totals.taxes.map((tax) => (
          <Row key={tax.rate} label={`Tax, ${tax.rate}% of ${money(tax.baseCents)}`}>
            {money(tax.taxCents)}
          </Row>
        ))}
        {totals.taxes.length !== 1 && <Row label="Tax amount">{money(totals.taxAmountCents)}</Row>}
        <div className={classes.total}>
          <span>Total</span>
          <output aria-label="Total">{money(totals.totalCents)}</output>
        </div>
      </div>
    </Panel>
  )
}

function TaxFields({ form }: { form: DocumentForm }) {
  const { draft, change, messages, leave } = form
  const rate = readPercent(draft.taxRate)
  const isExempt = rate.ok && rate.text === '0'
  return (
    <div className={`${classes.field} ${classes.tax}`}>
      <TextInput
        label="Tax rate"
        inputMode="decimal"
        autoComplete="off"
        className={classes.rate}
        rightSection={<span aria-hidden>%</span>}
        rightSectionPointerEvents="none"
        value={draft.taxRate}
        error={messages.taxRate}
        onChange={(event) => change({ taxRate: event.currentTarget.value })}
        onBlur={() => leave('taxRate')}
      />
      {(isExempt || draft.taxExemptionReason !== '') && (
        <TextInput
          label="Exemption reason"
          placeholder="Resale certificate 12-345"
          maxLength={200}
          autoComplete="off"
          value={draft.taxExemptionReason}
          error={messages.taxExemptionReason}
          onChange={(event) => change({ taxExemptionReason: event.currentTarget.value })}
        />
      )}
    </div>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.row}>
      <span>{label}</span>
      <output aria-label={label}>{children}</output>
    </div>
  )
}
