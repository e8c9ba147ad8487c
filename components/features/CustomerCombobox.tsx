import { Combobox, Loader, ScrollArea, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { query } from '../../app/api.ts'
import { type Customer, customerStatusLabels } from '../../contract/customers.ts'
import { RefusalAlert } from '../ui/RefusalAlert.tsx'
import classes from './CustomerCombobox.module.css'
import { MoneyText } from './MoneyText.tsx'

interface CustomerComboboxProps {
  value: Customer | null
  onChange: (customer: Customer) => void
  label?: string
  error?: ReactNode
  disabled?: boolean
  autoFocus?: boolean
  /** Money is taken from blocked and inactive customers too. */
  offersAll?: boolean
}

/**
 * Finds a customer by name, number, e-mail or phone while one types. Blocked and inactive ones are shown, closed, with
 * the reason, so that nobody wonders where they went.
 */
export function CustomerCombobox({
  value,
  onChange,
  label = 'Customer',
  error,
  disabled,
  autoFocus,
  offersAll = false,
}: CustomerComboboxProps) {
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setTyped(null)
    },
  })
  // Null while nothing is being typed: then the chosen customer's name stands in the field.
  const [typed, setTyped] = useState<string | null>(null)
  const [q] = useDebouncedValue((typed ?? '').trim(), 150)
  const found = useQuery({
    ...query.customers.list.queryOptions({ input: { q: q || undefined, limit: 20 } }),
    enabled: combobox.dropdownOpened,
    placeholderData: keepPreviousData,
  })
  const choose = (id: string) => {
    const customer = found.data?.data.find((one) => one.id === id)
    if (!customer) return
    onChange(customer)
    setTyped(null)
    combobox.closeDropdown()
  }
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          label={label}
          placeholder="Name, number, e-mail or phone"
          value={typed ?? value?.name ?? ''}
          error={error}
          disabled={disabled}
          classNames={{ input: classes.input }}
          data-autofocus={autoFocus || undefined}
          autoFocus={autoFocus}
          autoComplete="off"
          role="combobox"
          rightSection={found.isFetching ? <Loader size={14} aria-hidden /> : null}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label="Customers">
          <ScrollArea.Autosize mah={280} type="scroll">
            {found.error ? (
              <RefusalAlert error={found.error} />
            ) : (
              <Options customers={found.data?.data} offersAll={offersAll} />
            )}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function Options({ customers, offersAll }: { customers: Customer[] | undefined; offersAll: boolean }) {
  if (!customers) return <Combobox.Empty>Looking…</Combobox.Empty>
  if (customers.length === 0)
    return <Combobox.Empty>No customer matches. Create one under Customers.</Combobox.Empty>
  return customers.map((customer) => (
    <Combobox.Option
      key={customer.id}
      value={customer.id}
      className={classes.choice}
      disabled={!offersAll && customer.status !== 'active'}
    >
      <span className={classes.option}>
        <span className={classes.name}>{customer.name}</span>
        <span className={classes.fact}>{customer.customerNumber}</span>
        <span className={classes.balance}>
          {offersAll || customer.status === 'active' ? (
            <MoneyText
              amount={customer.balance}
              currency={customer.defaultCurrency}
              tone="muted"
              zeroAsDash
            />
          ) : (
            `${customerStatusLabels[customer.status]}: ${customer.statusReason ?? 'no new invoices'}`
          )}
        </span>
      </span>
    </Combobox.Option>
  ))
}
