import { Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import type { BrokenPromise, VerificationRun } from '../../../../contract/verification.ts'
import { type BookPromise, bookPromises } from '../../../../invoicing/verification/promises.ts'
import classes from './Health.module.css'

const titles: Record<keyof typeof bookPromises, string> = {
  tenancy: 'Companies kept apart',
  customers: 'Customers and credit limits',
  invoices: 'Invoices, quotes and numbers',
  money: 'Payments, credits and the ledger',
  statements: 'Statements and agings',
  history: 'What was said and done',
  work: 'Reminders, activity and figures',
}
const parts = Object.entries(titles).map(([part, title]) => ({
  title,
  promises: bookPromises[part as keyof typeof bookPromises],
}))

/** What the books promise, part by part; a part with something broken stands open and names it. */
export function PromiseParts({ run }: { run: VerificationRun | null }) {
  const isKnown = run !== null && run.failure === null
  const brokenOf = ({ lines }: BookPromise) => run?.broken.filter(({ id }) => lines.includes(id)) ?? []
  return parts.map(({ title, promises }) => {
    const broken = promises.filter((promise) => brokenOf(promise).length > 0).length
    const state = !isKnown ? 'unknown' : broken > 0 ? 'broken' : 'holds'
    return (
      // Another outcome opens or closes it anew; between two, it is as whoever looks left it.
      <details key={`${title} ${broken > 0}`} className={classes.part} open={broken > 0}>
        <summary>
          <StateIcon state={state} />
          <span>{title}</span>
          <span className={classes.count}>
            {broken > 0
              ? `${broken} of ${promises.length} broken`
              : `${promises.length} ${promises.length === 1 ? 'promise' : 'promises'}`}
          </span>
        </summary>
        <ul className={classes.promises}>
          {promises.map((promise) => (
            <Promised key={promise.id} promise={promise} broken={brokenOf(promise)} />
          ))}
        </ul>
      </details>
    )
  })
}

function Promised({ promise, broken }: { promise: BookPromise; broken: readonly BrokenPromise[] }) {
  return (
    <li>
      <span className={classes.code}>{promise.id}</span>
      {promise.says}
      {promise.lines.length === 0 && (
        <Text span size="xs" c="dimmed">
          {' '}
          (tried before each release)
        </Text>
      )}
      {broken.map(({ id, says, brokenIds }) => (
        <div key={id} className={classes.broken}>
          <Text size="sm" c="red">
            Broken: {says}
          </Text>
          <Text size="sm">
            {brokenIds.join(', ')}
            {brokenIds.length >= 100 && ' and more'}
          </Text>
        </div>
      ))}
    </li>
  )
}

function StateIcon({ state }: { state: 'holds' | 'broken' | 'unknown' }) {
  if (state === 'holds')
    return (
      <IconCircleCheck
        className={`${classes.icon} ${classes.good}`}
        size={18}
        role="img"
        aria-label="Holds:"
      />
    )
  if (state === 'broken')
    return (
      <IconAlertTriangle
        className={`${classes.icon} ${classes.bad}`}
        size={18}
        role="img"
        aria-label="Broken:"
      />
    )
  return <IconCircleDashed className={classes.icon} size={18} role="img" aria-label="Not verified:" />
}
