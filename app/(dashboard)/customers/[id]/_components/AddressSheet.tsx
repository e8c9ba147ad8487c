import { Button, Checkbox, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { CountrySelect } from '../../../../../components/features/CountrySelect.tsx'
import { StaleAlert } from '../../../../../components/features/StaleAlert.tsx'
import { useStale } from '../../../../../components/features/use-stale.ts'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { RefusalAlert } from '../../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../../components/ui/Sheet.tsx'
import type { useEdited } from '../../../../../components/ui/use-edited.ts'
import { type Address, addressTypeLabels, addressTypes } from '../../../../../contract/addresses.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { api } from '../../../../api.ts'
import { type AddressDraft, addressContent, addressDraftOf, addressInWords } from './address-draft.ts'

interface AddressSheetProps {
  customer: Customer
  addresses: readonly Address[]
  edited: ReturnType<typeof useEdited<Address, AddressDraft>>
}

/** Adds or changes an address. */
export function AddressSheet({ customer, addresses, edited }: AddressSheetProps) {
  const { subject, draft, opened, change } = edited
  const stale = useStale(edited, {
    latest: addresses.find(({ id }) => id === subject?.id),
    draftOf: (address) => addressDraftOf(address, address.country),
  })
  const options = {
    toast: ({ label }: Address) => `${label} saved`,
    onDone: () => {
      stale.forget()
      edited.forget()
    },
    onRefusal: stale.meet,
  }
  const create = useWrite(api.addresses.create, options)
  const update = useWrite(api.addresses.update, options)
  const { error, isPending } = subject ? update : create
  const close = () => {
    create.reset()
    update.reset()
    stale.close()
    edited.close()
  }
  const save = (over = subject) => {
    const content = addressContent(draft)
    if (over) {
      const { id: addressId, version } = over
      update.mutate({ customerId: customer.id, addressId, version, ...content })
    } else create.mutate({ customerId: customer.id, ...content })
  }
  return (
    <Sheet
      opened={opened}
      onClose={close}
      title={subject ? `Edit ${subject.label}` : 'Add address'}
      footer={
        <>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" form="address" loading={isPending}>
            Save address
          </Button>
        </>
      }
    >
      <form
        id="address"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isPending) save()
        }}
      >
        <Stack gap="md">
          {subject && (
            <StaleAlert
              name={subject.label}
              {...{ draft, stale, isPending }}
              inWords={addressInWords}
              onOverwrite={() => save(stale.over)}
            />
          )}
          <AddressFields draft={draft} problems={error?.fieldMessages ?? {}} onChange={change} />
          {error && error.fields.length === 0 && !stale.isStale && <RefusalAlert error={error} />}
        </Stack>
      </form>
    </Sheet>
  )
}

interface AddressFieldsProps {
  draft: AddressDraft
  problems: Partial<Record<string, string>>
  onChange: (change: Partial<AddressDraft>) => void
}

function AddressFields({ draft, problems, onChange }: AddressFieldsProps) {
  const text = (name: Exclude<keyof AddressDraft, 'type' | 'country' | 'isDefault'>, maxLength: number) => ({
    value: draft[name],
    error: problems[name],
    maxLength,
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  })
  const type = addressTypeLabels[draft.type].toLowerCase()
  return (
    <>
      <TextInput
        label="Name of the address"
        placeholder="Head office"
        data-autofocus
        {...text('label', 100)}
      />
      <NativeSelect
        label="Used for"
        data={addressTypes.map((value) => ({ value, label: addressTypeLabels[value] }))}
        value={draft.type}
        error={problems.type}
        onChange={(event) => {
          const chosen = addressTypes.find((value) => value === event.currentTarget.value)
          if (chosen) onChange({ type: chosen })
        }}
      />
      <CountrySelect
        label="Country"
        value={draft.country}
        error={problems.country}
        onChange={(country) => onChange({ country })}
      />
      <TextInput label="Street" {...text('line1', 255)} />
      <TextInput label="Street, second line" {...text('line2', 255)} />
      <TextInput label="Postal code" {...text('postalCode', 30)} />
      <TextInput label="City" {...text('city', 100)} />
      <TextInput label="State or province" {...text('state', 100)} />
      <Textarea label="Delivery notes" autosize minRows={2} maxRows={8} {...text('notes', 2_000)} />
      <Checkbox
        label={`Default ${type} address`}
        description={`Takes the place of any other default ${type} address.`}
        checked={draft.isDefault}
        onChange={(event) => onChange({ isDefault: event.currentTarget.checked })}
      />
    </>
  )
}
