import { ActionIcon, Autocomplete, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { MoneyField } from '../../../../components/features/MoneyField.tsx'
import { usualLocations, usualTechniques } from '../../../../contract/line-items.ts'
import { type DraftImprint, emptyImprint } from './draft-line.ts'
import classes from './LineTrade.module.css'
import { AddButton, type LinePartProps } from './SizeRunEditor.tsx'

const fields = ['location', 'technique', 'colors', 'price'] as const

/** What is printed or stitched where. Without a price of its own it is part of the unit price. */
export function ImprintsEditor({ line, currency, actions, messages }: LinePartProps) {
  const { key, imprints } = line
  const change = (next: DraftImprint[]) => actions.change(key, { imprints: next })
  const last = imprints.at(-1)
  return (
    <div className={classes.imprints}>
      {imprints.length > 0 && (
        <div className={classes.imprintHead} aria-hidden="true">
          <span>Imprint</span>
          <span>Technique</span>
          <span>Colors</span>
          <span>Price for each</span>
        </div>
      )}
      {imprints.map((imprint, index) => {
        const problems = fields.flatMap((field) => messages[`imprints.${imprint.key}.${field}`] ?? [])
        return (
          <ImprintRow
            key={imprint.key}
            imprint={imprint}
            name={`Imprint ${index + 1}`}
            currency={currency}
            problems={problems}
            hasError={(field) => messages[`imprints.${imprint.key}.${field}`] !== undefined}
            onChange={(next) =>
              change(imprints.map((one) => (one.key === imprint.key ? { ...one, ...next } : one)))
            }
            onLeave={(field) => actions.leave(key, `imprints.${imprint.key}.${field}`, imprint[field])}
            onRemove={() => change(imprints.filter((one) => one.key !== imprint.key))}
          />
        )
      })}
      <div>
        <AddButton
          label="Add imprint"
          onClick={() => change([...imprints, { ...emptyImprint(), technique: last?.technique ?? '' }])}
        />
      </div>
    </div>
  )
}

interface ImprintRowProps {
  imprint: DraftImprint
  name: string
  currency: string
  problems: string[]
  hasError: (field: (typeof fields)[number]) => boolean
  onChange: (next: Partial<DraftImprint>) => void
  onLeave: (field: (typeof fields)[number]) => void
  onRemove: () => void
}

function ImprintRow(props: ImprintRowProps) {
  const { imprint, name, currency, problems, hasError, onChange, onLeave, onRemove } = props
  const part = (field: 'location' | 'technique') => ({
    size: 'xs' as const,
    maxLength: 60,
    value: imprint[field],
    error: hasError(field),
    onChange: (text: string) => onChange({ [field]: text }),
    onBlur: () => onLeave(field),
  })
  return (
    <fieldset aria-label={name} className={classes.imprint}>
      <Autocomplete
        aria-label="Location"
        placeholder="Where"
        data={[...usualLocations]}
        {...part('location')}
      />
      <Autocomplete
        aria-label="Technique"
        placeholder="How"
        data={[...usualTechniques]}
        {...part('technique')}
      />
      <TextInput
        size="xs"
        aria-label="Colors"
        placeholder="Colors"
        inputMode="numeric"
        autoComplete="off"
        value={imprint.colors}
        error={hasError('colors')}
        onChange={(event) => onChange({ colors: event.currentTarget.value })}
        onBlur={() => onLeave('colors')}
      />
      <MoneyField
        size="xs"
        aria-label="Price for each piece"
        placeholder="In the price"
        leftSection={null}
        currency={currency}
        value={imprint.price}
        error={hasError('price')}
        onChange={(price) => onChange({ price })}
        onBlur={() => onLeave('price')}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove ${name.toLowerCase()}`}
        onClick={onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
      {problems.length > 0 && (
        <p className={classes.problems} role="alert">
          {problems.join(' ')}
        </p>
      )}
    </fieldset>
  )
}
