import { Skeleton } from '@mantine/core'
import classes from './DataTable.module.css'

/** The shape of rows that are on their way. */
export function SkeletonRows({ columns }: { columns: number }) {
  return widths.map((width) => (
    <tr key={width} className={classes.skeleton} aria-hidden>
      {places.slice(0, columns).map((place, column) => (
        <td key={place} data-phone={column < 4 ? place : undefined}>
          <Skeleton h={12} w={`${40 + ((width + column * 29) % 50)}%`} />
        </td>
      ))}
    </tr>
  ))
}

const widths = [3, 20, 37, 8, 25, 42, 13, 30, 47, 18]

/** The first four are where cells stand on a phone; the others only keep apart. */
const places = ['who', 'amount', 'status', 'when', 'e', 'f', 'g', 'h', 'i', 'j']
