import { setTimeout as pause } from 'node:timers/promises'
import type { Court } from './p14-dates.ts'
import { holds } from './proof.ts'

/** Long enough for a machine that does much else. */
const patienceMs = 90_000

/** The worker has begun the company's day, kept its agings as of that day, and begun no day that is not there yet. */
export async function requireBegunDay(
  { stage, company, days }: Court,
  today: string,
  where: string,
): Promise<void> {
  const begun = async () => {
    const { rows } = await stage.admin.query<{ day: string }>(
      `select substring(effect_key from 'aging snapshots (.*)') as day from invoicing.effects
      where company_id = $1 and effect_key like 'aging snapshots %'`,
      [company.id],
    )
    return rows.map(({ day }) => day)
  }
  const startedAt = Date.now()
  let begunDays = await begun()
  while (!begunDays.includes(today) && Date.now() - startedAt < patienceMs) {
    await pause(10)
    begunDays = await begun()
  }
  holds(begunDays.includes(today), `the worker has not begun ${today} ${where}, but ${begunDays.join(', ')}`)
  const early = begunDays.filter((day) => !days.has(day))
  holds(early.length === 0, `the worker began ${early.join(', ')} ${where}, where it is ${today}`)
  const { rows } = await stage.admin.query<{ day: string }>(
    `select distinct snapshot_date::text as day from invoicing.customer_aging_snapshots
    where company_id = $1 and generated_via = 'scheduled'`,
    [company.id],
  )
  const wrong = rows.filter(({ day }) => !days.has(day))
  holds(wrong.length === 0, `agings are kept as of ${wrong.map(({ day }) => day).join(', ')} ${where}`)
}
