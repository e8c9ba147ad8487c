import { Group, Text } from '@mantine/core'
import { createFileRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { notAllowed, useMay, useToday } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { addDays } from '../../../../invoicing/calendar/calendar.ts'
import { lastMonth, periodProblems } from '../../customers/[id]/_components/statement-period.ts'
import { StatementRunProgress } from './_components/StatementRunProgress.tsx'
import { StatementRunTable } from './_components/StatementRunTable.tsx'
import { useStatementRun } from './_components/use-statement-run.ts'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/reports/statements')({ component: StatementRun })

/** Statements of one period for everybody with a balance: first who would get what, then the run. */
function StatementRun() {
  const today = useToday()
  const [period, setPeriod] = useState(() => lastMonth(today))
  const mayRun = useMay('accounting.statements.write')
  const run = useStatementRun()
  const problems = periodProblems(period, today)
  const { state } = run
  const due = state.rows?.filter(({ outcome }) => outcome === 'due').length ?? 0
  const whyNot = !mayRun ? notAllowed : Object.values(problems)[0]
  const field = (name: 'periodStart' | 'periodEnd') => ({
    value: period[name],
    error: problems[name],
    max: addDays(today, -1),
    disabled: state.step === 'running' || state.step === 'looking',
    onChange: (date: string) => {
      setPeriod({ ...period, [name]: date })
      run.forget()
    },
  })
  return (
    <>
      <PageHeader
        title="Statements"
        breadcrumbs={[{ label: 'Reports', to: '/reports' }]}
        description="For every customer who owed something, or was owed, at the end of the period."
      />
      <Group align="flex-start" gap="sm" mb="md">
        <DateField label="First day" {...field('periodStart')} />
        <DateField label="Last day" {...field('periodEnd')} />
        <div className={classes.button}>
          {state.step === 'ready' && due > 0 ? (
            <ClosedButton why={whyNot} onClick={() => void run.start(period)}>
              {due === 1 ? 'Generate 1 statement' : `Generate ${due} statements`}
            </ClosedButton>
          ) : (
            <ClosedButton
              why={state.step === 'running' ? 'The run is under way.' : whyNot}
              variant={state.step === 'done' ? 'default' : 'filled'}
              loading={state.step === 'looking'}
              onClick={() => void run.look(period)}
            >
              Show who gets one
            </ClosedButton>
          )}
        </div>
      </Group>
      <RefusalAlert error={state.error} />
      <StatementRunProgress state={state} onResume={() => void run.start(period)} />
      {state.rows && <StatementRunTable rows={state.rows} />}
      {state.step === 'idle' && !state.error && (
        <EmptyState title="Nothing is generated yet">
          First you see who would get a statement and over what. Nothing is kept until you say so; then the
          days of the period are closed for each of them.
        </EmptyState>
      )}
      {state.step === 'done' && (
        <Text size="xs" c="dimmed" mt="sm">
          Each statement stands on its customer’s page, under Statements.
        </Text>
      )}
    </>
  )
}
