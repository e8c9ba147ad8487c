import type { Pool } from 'pg'
import type { Random } from './random.ts'

/** The sealed history of a company, and what somebody who changes it has at hand. */
export interface History {
  admin: Pool
  companyId: string
  random: Random
  /** How many entries are sealed; the head there was noted outside. */
  length: number
  /** Seals what is not sealed, as the sealer does; somebody who rewrites history knows how. */
  seal(): Promise<unknown>
  write(): Promise<void>
}

/** One way to change history. `tamper` gives the position where verify must see it. */
interface Tampering {
  what: string
  tamper(history: History): Promise<number>
  /** What verify must name. */
  named(position: number): string
}

const entries = 'invoicing.audit_entries'
const seals = 'invoicing.audit_seals'
const entryAt = `(select entry_id from ${seals} where company_id = $1 and position = $2::bigint)`

/** As the superuser with all triggers off; $1 is the company. */
async function change({ admin, companyId }: History, text: string, ...values: unknown[]): Promise<void> {
  const client = await admin.connect()
  try {
    await client.query('begin; set local session_replication_role = replica')
    const { rowCount } = await client.query(text, [companyId, ...values])
    await client.query('commit')
    if (!rowCount) throw new Error(`A tampering changed nothing: ${text}`)
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

const edits = [
  `occurred_at = occurred_at - interval '1 day'`,
  `door = case door when 'rest' then 'screen' else 'rest' end`,
  `operation = operation || 'd'`,
  `label = coalesce(label, '') || ' '`,
  `reason = coalesce(reason, '') || 'Agreed'`,
  `before = coalesce(before, '{}') || '{"total": "1.00"}'`,
  `after = coalesce(after, '{}') || '{"total": "1.00"}'`,
]

/** The last entries of the history are of the company itself: no document is left behind that would tell of them. */
export const tailLength = 6

const anywhere = ({ random, length }: History) => random.integer(1, length)
const inside = ({ random, length }: History) => random.integer(2, length - 2)
const onItsOwn = (position: number) => `AUD-3 ${position} (its entry`
const following = (position: number) => `AUD-3 ${position} (stands after`
const notedAt = (position: number) => `AUD-3h ${position} (noted on`

/** A place after which all entries have higher ids, so that what is sealed anew gets the positions it had. */
async function orderlyPlace(history: History): Promise<number> {
  const { rows } = await history.admin.query<{ position: string }>(
    `select position from (
       select position, entry_id, min(entry_id) over (order by position desc) as least, max(entry_id) over (order by position) as most
       from ${seals} where company_id = $1) s
     where entry_id = least and entry_id = most and position between 2 and $2::bigint`,
    [history.companyId, history.length - 2],
  )
  return Number(history.random.pick(rows).position)
}

async function cutFrom(history: History, position: number): Promise<void> {
  await change(
    history,
    `delete from ${entries} where company_id = $1 and id in (
    select entry_id from ${seals} where company_id = $1 and position >= $2::bigint)`,
    position,
  )
  await change(history, `delete from ${seals} where company_id = $1 and position >= $2::bigint`, position)
}

async function renumberFrom(history: History, position: number, by: number): Promise<void> {
  // In two steps, because a position is taken as long as its owner stands on it.
  await change(
    history,
    `update ${seals} set position = position + 1000000 where company_id = $1 and position >= $2::bigint`,
    position,
  )
  await change(
    history,
    `update ${seals} set position = position - 1000000 + $3::bigint where company_id = $1 and position >= $2::bigint + 1000000`,
    position,
    by,
  )
}

export const tamperings: readonly Tampering[] = [
  {
    what: 'an entry that was edited',
    named: onItsOwn,
    tamper: async (history) => {
      const position = anywhere(history)
      const edit = history.random.pick(edits)
      await change(
        history,
        `update ${entries} set ${edit} where company_id = $1 and id = ${entryAt}`,
        position,
      )
      return position
    },
  },
  {
    what: 'an entry that was deleted',
    named: onItsOwn,
    tamper: async (history) => {
      const position = anywhere(history)
      await change(history, `delete from ${entries} where company_id = $1 and id = ${entryAt}`, position)
      return position
    },
  },
  {
    what: 'an entry that was deleted with its seal',
    named: following,
    tamper: async (history) => {
      const position = inside(history)
      await change(history, `delete from ${entries} where company_id = $1 and id = ${entryAt}`, position)
      await change(history, `delete from ${seals} where company_id = $1 and position = $2::bigint`, position)
      return position + 1
    },
  },
  {
    what: 'a tail that was cut',
    named: notedAt,
    tamper: async (history) => {
      await cutFrom(history, history.length - history.random.integer(0, tailLength - 1))
      return history.length
    },
  },
  {
    what: 'a tail that was cut and grew again',
    named: notedAt,
    tamper: async (history) => {
      await cutFrom(history, history.length - 1)
      for (let count = 0; count < 4; count += 1) await history.write()
      await history.seal()
      return history.length
    },
  },
  {
    what: 'two entries that were swapped',
    named: onItsOwn,
    tamper: async (history) => {
      const position = inside(history)
      await change(
        history,
        `update ${entries} a set (occurred_at, actor_user_id, operation, entity, entity_id, label, after) =
           (b.occurred_at, b.actor_user_id, b.operation, b.entity, b.entity_id, b.label, b.after)
         from ${entries} b, ${seals} s, ${seals} t
         where a.company_id = $1 and b.company_id = $1 and s.company_id = $1 and t.company_id = $1
           and s.entry_id = a.id and t.entry_id = b.id and s.position + t.position = 2 * $2::bigint + 1
           and s.position in ($2::bigint, $2::bigint + 1)`,
        position,
      )
      return position
    },
  },
  {
    what: 'two seals that were swapped',
    named: onItsOwn,
    tamper: async (history) => {
      const position = inside(history)
      await change(
        history,
        `update ${seals} set position = position + 1000000 where company_id = $1 and position in ($2::bigint, $2::bigint + 1)`,
        position,
      )
      await change(
        history,
        `update ${seals} set position = 1000000 + 2 * $2::bigint + 1 - position where company_id = $1 and position > 1000000`,
        position,
      )
      return position
    },
  },
  {
    what: 'positions that were given anew, with a gap',
    named: following,
    tamper: async (history) => {
      const position = inside(history)
      await renumberFrom(history, position, 1)
      return position + 1
    },
  },
  {
    what: 'a beginning that was cut off, with the rest moved up',
    named: onItsOwn,
    tamper: async (history) => {
      const position = inside(history)
      await change(
        history,
        `delete from ${entries} where company_id = $1 and id in (
        select entry_id from ${seals} where company_id = $1 and position < $2::bigint)`,
        position,
      )
      await change(history, `delete from ${seals} where company_id = $1 and position < $2::bigint`, position)
      await renumberFrom(history, position, 1 - position)
      return 1
    },
  },
  {
    what: 'an entry that was put in between',
    named: (entryId) => `AUD-3b entry ${entryId}`,
    tamper: async (history) => {
      await change(
        history,
        `insert into ${entries} (company_id, id, occurred_at, actor_user_id, door, operation, entity, entity_id)
           overriding system value
         select company_id, -1, now() - interval '2 hours', actor_user_id, door, operation, entity, entity_id
         from ${entries} where company_id = $1 limit 1`,
      )
      return -1
    },
  },
  {
    what: 'an entry that was edited and given the hash that fits it',
    named: (position) => onItsOwn(position + 1),
    tamper: async (history) => {
      const position = await orderlyPlace(history)
      await change(
        history,
        `update ${entries} set label = 'Other' where company_id = $1 and id = ${entryAt}`,
        position,
      )
      await history.admin.query(`create table kept.seals as select * from ${seals} where company_id = $1`, [
        history.companyId,
      ])
      await change(history, `delete from ${seals} where company_id = $1 and position >= $2::bigint`, position)
      await history.seal()
      await change(
        history,
        `update ${seals} s set hash = k.hash, entry_id = k.entry_id from kept.seals k
        where s.company_id = $1 and k.position = s.position and s.position > $2::bigint`,
        position,
      )
      await history.admin.query('drop table kept.seals')
      return position
    },
  },
  {
    what: 'a chain that was made anew over an edited entry',
    named: notedAt,
    tamper: async (history) => {
      const position = inside(history)
      await change(
        history,
        `update ${entries} set label = 'Other' where company_id = $1 and id = ${entryAt}`,
        position,
      )
      await change(history, `delete from ${seals} where company_id = $1 and position >= $2::bigint`, position)
      await history.seal()
      return history.length
    },
  },
]
