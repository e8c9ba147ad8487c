import { bundle } from './bundle.ts'
import { clientOf } from './client.ts'
import type { Mutant } from './mutant.ts'
import { type Figures, holds, type Trial } from './proof.ts'
import { rowCounts, rowsBetween } from './rows.ts'
import { startServer } from './server-under-test.ts'
import { onStage, unused } from './stage.ts'
import { prepareWrite, sendWrite, writeRoutes } from './write-samples.ts'

/** Where a server is killed: just before its transaction commits, and just after, when the answer is still on its way. */
const moments = ['before', 'after'] as const

const killsItself: Mutant = {
  name: 'killed-around-commit',
  proof: 'P4',
  says: 'not naive code: a server that loses its power at the commit of a write',
  caught: /^/,
  source: [
    {
      file: 'database/transaction.ts',
      find: "    await client.query([...last, keep ? 'commit' : 'set constraints all immediate; rollback'].join('; '))\n",
      replace: `    const { rows } = await client.query('select pg_current_xact_id_if_assigned() is not null as writes')
    const dies = rows[0].writes && keep
    if (dies && last.length > 0) await client.query(last.splice(0).join('; '))
    if (dies && process.env.PROOF_KILL === 'before') process.kill(process.pid, 'SIGKILL')
    await client.query([...last, keep ? 'commit' : 'set constraints all immediate; rollback'].join('; '))
    if (dies && process.env.PROOF_KILL === 'after') process.kill(process.pid, 'SIGKILL')
`,
    },
  ],
  database: [],
}

/** What moves money or takes a number: killed in the small size too. */
const killedInSmall: readonly string[] = [
  ...['invoices.create', 'invoices.send', 'invoices.void', 'payments.record', 'payments.receive'],
  ...['payments.reverse', 'creditMemos.create', 'credit.refund'],
]

/**
 * Kills a server before and after the commit of every kind of write, and repeats the request elsewhere; in small size of
 * those that move money.
 */
export async function killsAroundCommit(trial: Trial): Promise<Figures> {
  const chosen = writeRoutes.filter(({ name }) => trial.size === 'full' || killedInSmall.includes(name))
  if (trial.size === 'small' && chosen.length !== killedInSmall.length)
    throw new Error('A write that is killed in the small size has another name now')
  return onStage({ ...trial }, async (stage) => {
    const company = await stage.company('Proof of kills')
    const { owner } = company.clients
    const dying = await bundle('proofs/serve.ts', killsItself)
    let kills = 0
    for (const route of chosen) {
      const sample = await prepareWrite(route, owner)
      const before = await rowCounts(stage.admin, company.id)
      await sendWrite(owner, route, sample.input, unused('whole'))
      const once = rowsBetween(before, await rowCounts(stage.admin, company.id))
      for (const moment of moments) {
        const { input } = await prepareWrite(route, owner)
        const key = unused('killed')
        const start = await rowCounts(stage.admin, company.id)
        const options = { bundle: dying, databaseUrl: stage.appUrl, connections: 4 }
        const server = await startServer({ ...options, environment: { PROOF_KILL: moment } })
        const client = clientOf(server.url, { apiKey: company.apiKeys.owner })
        const answer = await sendWrite(client, route, input, key)
        await server.stop()
        holds(
          answer.status === 0,
          `${route.name} was answered ${answer.status} by a server that should be dead`,
        )
        kills += 1
        const retried = await sendWrite(owner, route, input, key)
        // A secret that was on its way cannot be shown again; that it was done is told.
        const isDone = retried.status < 300 || (moment === 'after' && route.meta.secretReply === true)
        holds(
          isDone,
          `the retry of ${route.name} was answered ${retried.status}: ${retried.text.slice(0, 200)}`,
        )
        const effect = rowsBetween(start, await rowCounts(stage.admin, company.id))
        holds(
          effect === once,
          `${route.name}, killed ${moment} its commit and repeated, did ${effect}, not ${once}`,
        )
      }
    }
    await stage.verify(company)
    return { kills }
  })
}
