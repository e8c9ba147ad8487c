import { NativeSelect, Select, Textarea, TextInput } from '@mantine/core'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { type PaymentTerms, paymentTerms, paymentTermsLabels } from '../../../../contract/payment-terms.ts'
import { isSupportedCurrency } from '../../../../invoicing/money/money.ts'
import classes from './CustomerForm.module.css'
import type { CustomerDraft, CustomerTextField } from './customer-draft.ts'
import { TaxAndTierFields } from './TaxAndTierFields.tsx'

interface CustomerFieldsProps {
  draft: CustomerDraft
  problems: Partial<Record<string, string>>
  onChange: (change: Partial<CustomerDraft>) => void
}

export function CustomerFields({ draft, problems, onChange }: CustomerFieldsProps) {
  const text = (name: CustomerTextField, maxLength = 255) => ({
    value: draft[name],
    error: problems[name],
    maxLength,
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  })
  return (
    <>
      <Panel title="Who">
        <div className={classes.fields}>
          <TextInput label="Name" required withAsterisk={false} autoFocus {...text('name')} />
          <TextInput label="Legal name" placeholder="If another stands on contracts" {...text('legalName')} />
          <TextInput label="E-mail" type="email" {...text('email')} />
          <TextInput label="Phone" type="tel" {...text('phone', 50)} />
          <TextInput label="Website" inputMode="url" placeholder="example.com" {...text('website')} />
          <TextInput label="Tax id" {...text('taxId', 50)} />
        </div>
      </Panel>
      <Panel title="Billing">
        <div className={classes.fields}>
          <NativeSelect
            label="Payment terms"
            data={termsOptions}
            value={draft.paymentTerms}
            error={problems.paymentTerms}
            onChange={(event) => onChange({ paymentTerms: termsOf(event.currentTarget.value) })}
          />
          <Select
            label="Currency"
            description="Fixed once an invoice or payment carries it."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            data={currencies}
            value={draft.defaultCurrency}
            error={problems.defaultCurrency}
            onChange={(defaultCurrency) => defaultCurrency && onChange({ defaultCurrency })}
            searchable
            allowDeselect={false}
            limit={50}
          />
          <Textarea
            label="Notes"
            className={classes.wide}
            autosize
            minRows={2}
            maxRows={12}
            {...text('notes', 10_000)}
          />
        </div>
      </Panel>
      <TaxAndTierFields draft={draft} problems={problems} onChange={onChange} />
    </>
  )
}

const termsOptions = [
  { value: '', label: 'None agreed' },
  ...paymentTerms.map((terms) => ({ value: terms, label: paymentTermsLabels[terms] })),
]

function termsOf(value: string): PaymentTerms | '' {
  return paymentTerms.find((terms) => terms === value) ?? ''
}

const names = new Intl.DisplayNames('en', { type: 'currency' })

const currencies = Intl.supportedValuesOf('currency')
  .filter(isSupportedCurrency)
  .map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }))
