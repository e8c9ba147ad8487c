import { connectionsForget } from './p9-connections.ts'
import { routesKeepApart } from './p9-routes.ts'
import { keysKeepApart, tablesKeepApart } from './p9-tables.ts'
import { type Figures, holds, type Proof, type Trial } from './proof.ts'
import { companyTables, rowCounts, rowsFingerprint } from './rows.ts'
import { expectOk, onStage, type Stage, type StageCompany, unused } from './stage.ts'
import { ownIds } from './write-samples.ts'

/** A company with rows in every table, and an id of each kind. */
export interface Tenant extends StageCompany {
  ids: Readonly<Record<string, string>>
}

/**
 * One company tries everything on another: every route as every role with the other's ids, every table with every verb as
 * every role of the database, every foreign key, and the connections that both share. The other's rows stay as they are,
 * byte for byte, and no answer tells a foreign id from one that never was.
 */
export const tenancyProof: Proof = {
  id: 'P9',
  name: 'tenancy',
  promise: 'A company never sees or touches another’s data',
  run: (trial) => onStage({ ...trial, connections: 3 }, (stage) => play(stage, trial)),
}

async function play(stage: Stage, trial: Trial): Promise<Figures> {
  const startedAt = Date.now()
  const us = await tenant(stage, 'Our company')
  const them = await tenant(stage, 'Their company')
  const before = await rowsFingerprint(stage.admin, them.id)
  const connections = () => connectionsForget(stage, us, them, trial.mutant)
  const tables = () => tablesKeepApart(stage, us, them)
  const keys = () => keysKeepApart(stage, us, them)
  const throughRoutes = () => routesKeepApart(stage, us, them)
  // What the naive code of a mutant opens is looked for first.
  const inStatement = trial.mutant?.name === 'forgotten-company'
  const parts = inStatement
    ? [throughRoutes, connections, tables, keys]
    : [connections, tables, keys, throughRoutes]
  const figures: Record<string, number | string> = {}
  for (const part of parts) Object.assign(figures, await part())
  const after = await rowsFingerprint(stage.admin, them.id)
  holds(after === before, 'rows of the other company are not what they were')
  await stage.verify(us)
  await stage.verify(them)
  return { ...figures, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) }
}

async function tenant(stage: Stage, name: string): Promise<Tenant> {
  const company = await stage.company(name)
  const { owner } = company.clients
  const ids = await ownIds(owner)
  expectOk(await owner.post('/company/number-series/customer', { series: undefined, next: 500 }))
  expectOk(await owner.post('/customers', { name: 'With a key' }, unused('populate')))
  expectOk(await owner.post('/verification', {}))
  // What only workers write.
  await stage.admin.query("insert into invoicing.effects (company_id, effect_key) values ($1, 'a sample')", [
    company.id,
  ])
  await stage.seal(company)
  const counts = await rowCounts(stage.admin, company.id)
  for (const table of await companyTables(stage.admin)) {
    // Sessions carry a company only while somebody works for it.
    if ((counts[table] ?? 0) > 0 || table === 'auth.sessions') continue
    throw new Error(`${table} has no rows to judge: let proofs/p9-tenancy.ts make some`)
  }
  return {
    ...company,
    ids: { ...ids, entityId: ids.invoiceId ?? '', actor: ids.userId ?? '', companyId: company.id },
  }
}
