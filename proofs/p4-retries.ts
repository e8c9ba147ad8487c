import { isDeepStrictEqual } from 'node:util'
import { type Answer, type Client, codeOf } from './client.ts'
import { killsAroundCommit } from './p4-kills.ts'
import { type Figures, holds, Miss, type Proof, type Trial } from './proof.ts'
import type { Route } from './routes.ts'
import { rowCounts, rowsBetween } from './rows.ts'
import { onStage, type Stage, type StageCompany, unused } from './stage.ts'
import { type PreparedWrite, prepareWrite, sendWrite, writeRoutes } from './write-samples.ts'

const equalRequests = 50

/**
 * Every write of the contract, fifty times at once under one idempotency key: it acts once, and all get the first answer.
 * The server is also killed before and after the commit, in full size of each, and the retry must find what happened.
 */
export const retriesProof: Proof = {
  id: 'P4',
  name: 'retries',
  promise: 'A retry never acts twice',
  run: async (trial) => {
    const startedAt = Date.now()
    const figures = await onStage({ ...trial }, (stage) => play(stage, trial))
    const kills = trial.mutant ? {} : await killsAroundCommit(trial)
    return { ...figures, ...kills, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) }
  },
}

interface Court {
  stage: Stage
  company: StageCompany
  owner: Client
  admin: Client
  requests: number
}

async function play(stage: Stage, _: Trial): Promise<Figures> {
  const company = await stage.company('Proof of retries')
  const court = { stage, company, owner: company.clients.owner, admin: company.clients.admin, requests: 0 }
  // All connections of the server's pool are open before, so that equal requests really meet.
  await Promise.all(Array.from({ length: equalRequests }, () => court.owner.get('/company')))
  // What has no version to refuse a second time comes first.
  const isPost = ({ method }: Route) => Number(method === 'POST')
  const inOrder = [...writeRoutes].sort((one, two) => isPost(two) - isPost(one))
  for (const route of inOrder) await judgeRoute(court, route)
  await foundsOneCompany(court)
  await stage.verify(company)
  return { kindsOfWrite: writeRoutes.length, equalRequests, requests: court.requests }
}

async function judgeRoute(court: Court, route: Route): Promise<void> {
  const once = await effectOfOne(court, route)
  const key = unused('equal')
  const prepared = await prepareWrite(route, court.owner)
  await actsOnce(court, prepared, key, once)
  await refusesAnotherBody(court, prepared, key)
  await isFreeAfterARefusal(court, route, once)
  await dryRunLeavesKeysAlone(court, route, once)
  await isOfOneCaller(court, route, once)
  await takesNoEmptyKey(court, route)
}

/** Runs `act` and gives what it did to the tables. */
async function effectOf(court: Court, act: () => Promise<void>): Promise<string> {
  const before = await rowCounts(court.stage.admin, court.company.id)
  await act()
  return rowsBetween(before, await rowCounts(court.stage.admin, court.company.id))
}

async function effectOfOne(court: Court, route: Route): Promise<string> {
  const { input } = await prepareWrite(route, court.owner)
  const effect = await effectOf(court, async () => {
    requireDone(court, route, await send(court, route, input, unused('single')))
  })
  holds(/idempotency_keys \+/.test(effect), `${route.name} keeps no idempotency key: ${effect}`)
  holds(/audit_entries \+/.test(effect), `${route.name} leaves no trace in the audit log: ${effect}`)
  return effect
}

async function actsOnce(
  court: Court,
  { route, input }: PreparedWrite,
  key: string,
  once: string,
): Promise<void> {
  const answers: Answer[] = []
  const effect = await effectOf(court, async () => {
    const sent = Array.from({ length: equalRequests }, () => send(court, route, input, key))
    answers.push(...(await Promise.all(sent)))
  })
  holds(effect === once, `${equalRequests} equal requests of ${route.name} did ${effect}; one does ${once}`)
  const again = await effectOf(court, async () => {
    answers.push(await send(court, route, input, key))
  })
  holds(again === '', `a late retry of ${route.name} did ${again}`)
  const done = answers.filter(({ status }) => status < 300)
  if (route.meta.secretReply) {
    // The secret is not kept, so it cannot be answered again: one gets it, the others are told that it was done.
    const refused = answers.filter((answer) => codeOf(answer) === 'idempotency_key_reused')
    holds(done.length === 1 && refused.length === equalRequests, () => surprise(court, route, answers))
    return
  }
  const [first] = done
  holds(done.length === answers.length && first !== undefined, () => surprise(court, route, answers))
  const differing = answers.find(
    ({ status, body }) => status !== first.status || !isDeepStrictEqual(body, first.body),
  )
  holds(!differing, `${route.name} answered a retry ${differing?.text}, and first ${first.text}`)
}

async function refusesAnotherBody(court: Court, { route, other }: PreparedWrite, key: string): Promise<void> {
  const effect = await effectOf(court, async () => {
    const answer = await send(court, route, other, key)
    holds(
      answer.status === 409 && codeOf(answer) === 'idempotency_key_reused',
      `${route.name} answered another body under a used key ${answer.status}: ${answer.text.slice(0, 200)}`,
    )
  })
  holds(effect === '', `${route.name} with another body under a used key did ${effect}`)
}

async function isFreeAfterARefusal(court: Court, route: Route, once: string): Promise<void> {
  const { input, refused } = await prepareWrite(route, court.owner)
  const key = unused('refused')
  const nothing = await effectOf(court, async () => {
    const answer = await send(court, route, refused, key)
    holds(
      answer.status >= 400 && answer.status < 500,
      `${route.name} should refuse this, and answered ${answer.status}: ${answer.text.slice(0, 200)}`,
    )
  })
  holds(nothing === '', `a refused ${route.name} did ${nothing}`)
  const effect = await effectOf(court, async () => {
    requireDone(court, route, await send(court, route, input, key))
  })
  holds(effect === once, `${route.name} after a refusal under the same key did ${effect}, not ${once}`)
}

async function dryRunLeavesKeysAlone(court: Court, route: Route, once: string): Promise<void> {
  const { input, other } = await prepareWrite(route, court.owner)
  const key = unused('dry')
  const dryRun = async (what: Record<string, unknown>) => {
    const answers: Answer[] = []
    const effect = await effectOf(court, async () => {
      answers.push(await send(court, route, what, key, '?dryRun=true'))
    })
    holds(effect === '', `a dry run of ${route.name} did ${effect}`)
    return answers[0]
  }
  const tried = await dryRun(other)
  if (tried) requireDone(court, route, tried)
  const effect = await effectOf(court, async () => {
    requireDone(court, route, await send(court, route, input, key))
  })
  holds(effect === once, `${route.name} after a dry run under the same key did ${effect}, not ${once}`)
  const after = await dryRun(other)
  holds(
    after !== undefined && codeOf(after) !== 'idempotency_key_reused' && after.status < 500,
    `a dry run of ${route.name} reads the keys: ${after?.text}`,
  )
}

async function isOfOneCaller(court: Court, route: Route, once: string): Promise<void> {
  const one = await prepareWrite(route, court.owner)
  const key = unused('shared')
  requireDone(court, route, await send(court, route, one.input, key))
  const second = await prepareWrite(route, court.owner)
  const effect = await effectOf(court, async () => {
    const answer = await sendWrite(court.admin, route, second.input, key)
    holds(
      answer.status < 300,
      `${route.name} under another caller's key was answered ${answer.text.slice(0, 200)}`,
    )
  })
  holds(effect === once, `${route.name} under a key of another caller did ${effect}, not ${once}`)
}

async function takesNoEmptyKey(court: Court, route: Route): Promise<void> {
  const { input } = await prepareWrite(route, court.owner)
  for (const key of ['', 'k'.repeat(201)]) {
    const effect = await effectOf(court, async () => {
      const { status } = await court.owner.send({
        ...requestOf(route, input),
        headers: { 'idempotency-key': key },
      })
      holds(status === 400, `${route.name} took an idempotency key of ${key.length} characters (${status})`)
    })
    holds(effect === '', `${route.name} with a key of ${key.length} characters did ${effect}`)
  }
}

/** A company belongs to nobody until it is there, so its key is kept in another way; it promises the same. */
async function foundsOneCompany({ stage }: Court): Promise<void> {
  const count = async () => {
    const { rows } = await stage.admin.query<{ count: number }>('select count(*)::int from auth.companies')
    return rows[0]?.count ?? 0
  }
  const before = await count()
  const dry = await stage.founder.post('/companies?dryRun=true', { name: 'Founded once' })
  holds(
    dry.status === 201 && (await count()) === before,
    `a dry run of company.create: ${dry.status} ${dry.text}`,
  )
  const key = unused('company')
  const found = () => stage.founder.post('/companies', { name: 'Founded once' }, key)
  const answers = await Promise.all(Array.from({ length: equalRequests }, found))
  answers.push(await found())
  const made = (await count()) - before
  holds(made === 1, `${equalRequests} equal requests of company.create founded ${made} companies`)
  const ids = new Set(answers.map(({ status, body }) => `${status} ${body.id}`))
  holds(ids.size === 1 && answers[0]?.status === 201, `company.create was answered ${[...ids].join(', ')}`)
  const other = await stage.founder.post('/companies', { name: 'Another name' }, key)
  holds(
    codeOf(other) === 'idempotency_key_reused' && (await count()) === before + 1,
    `company.create with another body under a used key was answered ${other.status} ${other.text}`,
  )
}

function requestOf(route: Route, input: Record<string, unknown>) {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => String(input[name]))
  const rest = Object.entries(input).filter(([name]) => !route.parameters.includes(name))
  return {
    method: route.method,
    path,
    ...(route.method === 'DELETE' ? {} : { body: Object.fromEntries(rest) }),
  }
}

function send(court: Court, route: Route, input: Record<string, unknown>, key: string, query = '') {
  court.requests += 1
  return sendWrite(court.owner, route, input, key, query)
}

function requireDone(court: Court, route: Route, answer: Answer): void {
  if (answer.status >= 200 && answer.status < 300) return
  throw new Miss(
    `${route.name} was answered ${answer.status}: ${answer.text.slice(0, 300)}\n${court.stage.server.log()}`,
  )
}

function surprise(court: Court, route: Route, answers: readonly Answer[]): string {
  const kinds = new Map<string, number>()
  for (const answer of answers) {
    const kind = `${answer.status} ${codeOf(answer)}`.trim()
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  const told = [...kinds].map(([kind, count]) => `${count} x ${kind}`).join(', ')
  return `${equalRequests} equal requests of ${route.name} and a retry were answered ${told}\n${court.stage.server.log()}`
}
