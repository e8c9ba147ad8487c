import { Checkbox } from '@mantine/core'
import classes from './DataTable.module.css'
import type { Selection } from './DataTable.tsx'

/** Chooses every row that is shown, or none. */
export function ChooseAll({ selection, keys }: { selection: Selection; keys: readonly string[] }) {
  const { chosen, onChoose } = selection
  const isAll = keys.length > 0 && keys.every((key) => chosen.has(key))
  return (
    <th scope="col" className={classes.choose}>
      <Checkbox
        size="xs"
        aria-label="Select all shown"
        checked={isAll}
        indeterminate={!isAll && chosen.size > 0}
        onChange={() => onChoose(new Set(isAll ? [] : keys))}
      />
    </th>
  )
}

/** Chooses a row. The whole cell is the target, so that a thumb meets it. */
export function ChooseRow({ selection, of }: { selection: Selection; of: string }) {
  const { chosen, onChoose, nameOf } = selection
  const isChosen = chosen.has(of)
  const turn = () => {
    const next = new Set(chosen)
    if (!next.delete(of)) next.add(of)
    onChoose(next)
  }
  return (
    <td className={classes.choose}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: The checkbox inside has a name of its own. */}
      <label className={classes.target}>
        <Checkbox size="xs" aria-label={`Select ${nameOf(of)}`} checked={isChosen} onChange={turn} />
      </label>
    </td>
  )
}
