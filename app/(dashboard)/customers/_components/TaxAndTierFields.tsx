import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { customerTierLabels, customerTiers } from '../../../../contract/customers.ts'
import classes from './CustomerForm.module.css'
import type { CustomerDraft } from './customer-draft.ts'

interface TaxAndTierFieldsProps {
  draft: CustomerDraft
  problems: Partial<Record<string, string>>
  onChange: (change: Partial<CustomerDraft>) => void
}

/** Whether sales tax is charged, and which deposit is asked. */
export function TaxAndTierFields({ draft, problems, onChange }: TaxAndTierFieldsProps) {
  return (
    <Panel title="Tax and deposit">
      <div className={classes.fields}>
        <Checkbox
          className={classes.wide}
          label="Exempt from sales tax"
          description="New invoices begin without tax while the exemption holds."
          checked={draft.taxExempt}
          onChange={(event) => onChange({ taxExempt: event.currentTarget.checked })}
        />
        {draft.taxExempt && <ExemptionFields draft={draft} problems={problems} onChange={onChange} />}
        <NativeSelect
          label="Tier"
          description="Standard and preferred pay half in advance, wholesale all of it."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={customerTiers.map((tier) => ({ value: tier, label: customerTierLabels[tier] }))}
          value={draft.tier}
          error={problems.tier}
          onChange={(event) => {
            const tier = customerTiers.find((known) => known === event.currentTarget.value)
            if (tier) onChange({ tier })
          }}
        />
        {draft.tier === 'contract' && (
          <TextInput
            label="Agreed deposit"
            inputMode="decimal"
            autoComplete="off"
            rightSection={<span aria-hidden>%</span>}
            value={draft.contractDepositPercent}
            error={problems.contractDepositPercent}
            onChange={(event) => onChange({ contractDepositPercent: event.currentTarget.value })}
          />
        )}
      </div>
    </Panel>
  )
}

function ExemptionFields({ draft, problems, onChange }: TaxAndTierFieldsProps) {
  const text = (name: 'taxExemptionCertificate' | 'taxExemptionState') => ({
    value: draft[name],
    error: problems[name],
    maxLength: 100,
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  })
  return (
    <>
      <TextInput label="Certificate number" {...text('taxExemptionCertificate')} />
      <TextInput label="State that issued it" {...text('taxExemptionState')} />
      <DateField
        label="Expires on"
        description="Open when left empty."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.taxExemptionExpiresOn}
        error={problems.taxExemptionExpiresOn}
        onChange={(taxExemptionExpiresOn) => onChange({ taxExemptionExpiresOn })}
      />
    </>
  )
}
