import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusalOf, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany
let customerId: string

beforeAll(async () => {
  shop = await platen.found()
})
beforeEach(async () => {
  customerId = (await shop.customer()).id
})

const people = Array.from({ length: 32 }, (_, index) => index)

/** What may have one holder at a time: who holds it is handed over by marking another. */
interface Mark {
  /** Makes something that does not hold the mark, or does. */
  make(index: number, marked: boolean): Promise<{ id: string; version: number }>
  mark(thing: { id: string; version: number }): Promise<unknown>
  /** How many hold the mark, as anybody else may read it at this moment. */
  holders(): Promise<number>
  entity: string
  field: string
}

const marks: Record<string, Mark> = {
  'a primary contact': {
    make: (index, isPrimary) =>
      shop.as('sales').contacts.create({
        customerId,
        firstName: 'Person',
        lastName: String(index),
        email: `person${index}@riverbend.example`,
        role: index % 2 === 0 ? 'billing' : 'Billing',
        isPrimary,
      }),
    mark: ({ id, version }) =>
      shop.as('sales').contacts.update({ customerId, contactId: id, version, isPrimary: true }),
    holders: () => count('invoicing.customer_contacts where customer_id = $1 and is_primary', customerId),
    entity: 'contact',
    field: 'isPrimary',
  },
  'a default address': {
    make: (index, isDefault) =>
      shop.as('sales').addresses.create({
        customerId,
        label: `Dock ${index}`,
        type: 'shipping',
        line1: `${index} Main Street`,
        country: 'US',
        isDefault,
      }),
    mark: ({ id, version }) =>
      shop.as('sales').addresses.update({ customerId, addressId: id, version, isDefault: true }),
    holders: () => count('invoicing.customer_addresses where customer_id = $1 and is_default', customerId),
    entity: 'address',
    field: 'isDefault',
  },
  'the default group': {
    make: (index, isDefault) =>
      shop.as('sales').groups.create({ name: `Group ${index} of ${customerId}`, isDefault }),
    mark: ({ id, version }) => shop.as('sales').groups.update({ groupId: id, version, isDefault: true }),
    holders: () => count('invoicing.customer_groups where company_id = $1 and is_default', shop.id),
    entity: 'customer_group',
    field: 'isDefault',
  },
}

async function count(what: string, id: string): Promise<number> {
  const [row] = await platen.sql<{ count: number }>(`select count(*)::int as count from ${what}`, [id])
  return row?.count ?? -1
}

/** Runs all at once while a second connection looks how many hold the mark; tells the codes of what was refused. */
async function race(mark: Mark, runs: Promise<unknown>[]): Promise<{ most: number; refused: string[] }> {
  let running = true
  const settled = Promise.allSettled(runs).finally(() => {
    running = false
  })
  let most = 0
  while (running) most = Math.max(most, await mark.holders())
  const refused: string[] = []
  for (const result of await settled) {
    if (result.status === 'rejected') refused.push((await refusalOf(Promise.reject(result.reason))).code)
  }
  return { most: Math.max(most, await mark.holders()), refused }
}

/** How often the mark was given in the company's audit log, less how often it was taken. */
async function balanceOfMarks({ entity, field }: Mark, ids: Set<string>): Promise<number> {
  const rows = await platen.sql<{ entity_id: string; before: string | null; after: string | null }>(
    `select entity_id, before ->> $2 as before, after ->> $2 as after from invoicing.audit_entries
     where company_id = $1 and entity = $3`,
    [shop.id, field, entity],
  )
  return rows
    .filter(({ entity_id }) => ids.has(entity_id))
    .reduce((sum, { before, after }) => sum + Number(after === 'true') - Number(before === 'true'), 0)
}

describe.each(Object.entries(marks))('%s', (_name, mark) => {
  test('32 hand-overs to as many at once: all done, at every instant at most one holder', async () => {
    const made = await Promise.all(people.map((index) => mark.make(index, false)))
    const { most, refused } = await race(
      mark,
      made.map((thing) => mark.mark(thing)),
    )
    expect({ most, refused }).toEqual({ most: 1, refused: [] })
    expect(await balanceOfMarks(mark, new Set(made.map(({ id }) => id)))).toBe(1)
  })

  test('32 hand-overs among four at once: each change of one that has changed is a clear conflict', async () => {
    const made = await Promise.all(people.slice(0, 4).map((index) => mark.make(index, false)))
    const { most, refused } = await race(
      mark,
      people.map((index) => mark.mark(made[index % 4] ?? { id: '', version: 0 })),
    )
    expect(most).toBe(1)
    expect(refused).toEqual(Array.from({ length: 28 }, () => 'stale_version'))
  })

  test('32 made with the mark at once: all made, at every instant at most one holder', async () => {
    expect(
      await race(
        mark,
        people.map((index) => mark.make(index, true)),
      ),
    ).toEqual({ most: 1, refused: [] })
  })
})

test('sixteen primary contacts of as many roles change to one role at once: one is primary in it', async () => {
  const made = await Promise.all(
    people.slice(0, 16).map((index) =>
      shop.as('sales').contacts.create({
        customerId,
        firstName: 'Person',
        lastName: String(index),
        email: `person${index}@riverbend.example`,
        role: `role ${index}`,
        isPrimary: true,
      }),
    ),
  )
  const owner: Mark = {
    make: () => Promise.reject(new Error('Nobody is made here')),
    mark: ({ id, version }) =>
      shop.as('sales').contacts.update({ customerId, contactId: id, version, role: 'owner' }),
    holders: () =>
      count(
        `invoicing.customer_contacts where customer_id = $1 and is_primary and role_key = 'owner'`,
        customerId,
      ),
    entity: 'contact',
    field: 'isPrimary',
  }
  const { most, refused } = await race(
    owner,
    made.map((contact) => owner.mark(contact)),
  )
  expect({ most, refused }).toEqual({ most: 1, refused: [] })
})

test('a contact changed and removed at once ends in one of the two orders', async () => {
  const made = await Promise.all(
    people.slice(0, 8).map((index) => marks['a primary contact']?.make(index, true)),
  )
  const { contacts } = shop.as('sales')
  const outcomes = await Promise.allSettled(
    made.flatMap((contact) =>
      contact
        ? [
            contacts.update({ customerId, contactId: contact.id, version: contact.version, isPrimary: true }),
            contacts.remove({ customerId, contactId: contact.id }),
          ]
        : [],
    ),
  )
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      const { code } = await refusalOf(Promise.reject(outcome.reason))
      expect(['not_found', 'stale_version']).toContain(code)
    }
  }
  expect((await contacts.list({ customerId })).data).toEqual([])
})
