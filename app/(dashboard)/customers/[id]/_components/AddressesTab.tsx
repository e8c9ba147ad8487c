import { Badge, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../../components/ui/ClosedButton.tsx'
import { ConfirmDialog } from '../../../../../components/ui/ConfirmDialog.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import { ItemList, ItemRow } from '../../../../../components/ui/ItemList.tsx'
import { useEdited } from '../../../../../components/ui/use-edited.ts'
import { type Address, addressTypeLabels } from '../../../../../contract/addresses.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { addressLines } from '../../../../../invoicing/addresses/envelope.ts'
import { api, query } from '../../../../api.ts'
import { AddressSheet } from './AddressSheet.tsx'
import { addressDraftOf } from './address-draft.ts'
import { RowButton } from './RowButton.tsx'
import { TabHead } from './TabHead.tsx'
import { useWhyNot } from './use-why-not.ts'

/** Where invoices, goods and statements go; one default for each. */
export function AddressesTab({ customer }: { customer: Customer }) {
  const customerId = customer.id
  const addresses = useQuery(query.addresses.list.queryOptions({ input: { customerId } }))
  const company = useQuery(query.company.show.queryOptions())
  const edited = useEdited((address: Address | null) =>
    addressDraftOf(address, company.data?.country ?? 'US'),
  )
  const [leaving, setLeaving] = useState<Address | null>(null)
  const [isRemoving, setRemoving] = useState(false)
  const why = useWhyNot('accounting.customers.manage_contacts')
  const makeDefault = useWrite(api.addresses.update, {
    toast: ({ label, type }) => `${label} is the default ${addressTypeLabels[type].toLowerCase()} address`,
  })
  const add = (
    <ClosedButton why={why} variant="default" onClick={() => edited.open(null)}>
      Add address
    </ClosedButton>
  )
  const isEmpty = addresses.data?.data.length === 0
  return (
    <>
      <TabHead actions={!isEmpty && add}>
        The default billing address is copied onto each invoice when it is sent.
      </TabHead>
      <ItemList
        label={`Addresses of ${customer.name}`}
        items={addresses.data?.data}
        itemKey={({ id }) => id}
        error={addresses.error}
        onRetry={() => void addresses.refetch()}
        empty={
          <EmptyState title="No addresses yet" action={add}>
            A default billing address appears on every new invoice.
          </EmptyState>
        }
      >
        {(address) => (
          <AddressRow
            address={address}
            why={why}
            isBusy={makeDefault.isPending}
            onEdit={() => edited.open(address)}
            onDefault={() =>
              makeDefault.mutate({
                customerId,
                addressId: address.id,
                version: address.version,
                isDefault: true,
              })
            }
            onRemove={() => {
              setLeaving(address)
              setRemoving(true)
            }}
          />
        )}
      </ItemList>
      <AddressSheet customer={customer} addresses={addresses.data?.data ?? []} edited={edited} />
      {leaving && <RemoveAddress address={leaving} opened={isRemoving} onClose={() => setRemoving(false)} />}
    </>
  )
}

interface AddressRowProps {
  address: Address
  why: string | undefined
  isBusy: boolean
  onEdit: () => void
  onDefault: () => void
  onRemove: () => void
}

function AddressRow({ address, why, isBusy, onEdit, onDefault, onRemove }: AddressRowProps) {
  const { label, isDefault } = address
  const type = addressTypeLabels[address.type]
  return (
    <ItemRow
      title={label}
      marks={
        <>
          <Text span size="sm">
            {type}
          </Text>
          {isDefault && (
            <Badge variant="light" size="sm" tt="none">
              Default
            </Badge>
          )}
        </>
      }
      facts={[addressLines(address).join(' · '), address.notes]}
      actions={
        <>
          {!isDefault && (
            <RowButton
              label={`Make default: ${label}`}
              why={isBusy ? 'One moment.' : why}
              onClick={onDefault}
            >
              Make default
            </RowButton>
          )}
          <RowButton label={`Edit ${label}`} why={why} onClick={onEdit}>
            Edit
          </RowButton>
          <RowButton label={`Remove ${label}`} why={why} color="red" onClick={onRemove}>
            Remove
          </RowButton>
        </>
      }
    />
  )
}

interface RemoveAddressProps {
  address: Address
  opened: boolean
  onClose: () => void
}

function RemoveAddress({ address, opened, onClose }: RemoveAddressProps) {
  const { label } = address
  const type = addressTypeLabels[address.type].toLowerCase()
  const remove = useWrite(api.addresses.remove, {
    toast: () => `${label} removed`,
    onDone: onClose,
    onRefusal: () => undefined,
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Remove ${label}`}
      confirmLabel={`Remove ${label}`}
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ customerId: address.customerId, addressId: address.id })}
    >
      <Text size="sm">
        Invoices that were sent keep the address they carry.
        {address.isDefault && ` There is then no default ${type} address.`}
      </Text>
    </ConfirmDialog>
  )
}
