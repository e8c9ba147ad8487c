import { randomUUID } from 'node:crypto'
import { allows, roles } from '../contract/permissions.ts'
import { type Answer, type Client, clientOf, codeOf, isObject, textOf } from './client.ts'
import { fieldsOf, withValue } from './input-fields.ts'
import type { Tenant } from './p9-tenancy.ts'
import { type Figures, holds, Miss } from './proof.ts'
import { placed, type Route, routes } from './routes.ts'
import { expectCookie, expectOk, type Stage, unused } from './stage.ts'
import { prepareWrite } from './write-samples.ts'

type Values = Record<string, unknown>

/** Every route as every role: with our own ids it does what the role may, with theirs it answers as if they were not. */
export async function routesKeepApart(stage: Stage, us: Tenant, them: Tenant): Promise<Figures> {
  const person = await personOf(stage, us)
  let requests = 0
  let foreignIds = 0
  for (const route of routes.filter(({ meta }) => meta.permission !== 'public')) {
    if (route.meta.effect !== 'session') requests += await judgePermissions(stage, route, us)
    for (const field of idFieldsOf(route)) {
      const callers = route.meta.effect === 'session' ? [person] : roles.map((role) => us.clients[role])
      for (const caller of callers) {
        await judgeForeignId({ stage, route, field, us, them, caller })
        foreignIds += 1
        requests += 2
      }
    }
  }
  return { routes: routes.length, roles: roles.length, foreignIds, requests }
}

/** A person who belongs to our company only, signed in. */
async function personOf(stage: Stage, us: Tenant): Promise<Client> {
  const added = await us.clients.owner.post('/members', {
    email: `${unused('person')}@proofs.test`,
    name: 'Pat Person',
    role: 'owner',
  })
  const token = textOf(expectOk(added), 'invitationUrl').split('/').at(-1)
  const accepted = await clientOf(stage.server.url).post('/invitations/accept', {
    token,
    password: 'a password of a person',
  })
  return clientOf(stage.server.url, { cookie: expectCookie(expectOk(accepted)) })
}

async function judgePermissions(stage: Stage, route: Route, us: Tenant): Promise<number> {
  const { permission } = route.meta
  if (permission === 'public' || permission === 'signed-in') return 0
  const stranger = await ask(clientOf(stage.server.url), route, await inputFor(route, us))
  holds(stranger.status === 401, `${route.name} answers ${stranger.status} to nobody`)
  for (const role of roles) {
    const answer = await ask(us.clients[role], route, await inputFor(route, us))
    const may = allows(role, [], permission)
    const fits = may ? answer.status < 300 : codeOf(answer) === 'forbidden'
    holds(
      fits,
      () =>
        `${route.name} as ${role} was answered ${answer.status}: ${answer.text.slice(0, 300)}\n${stage.server.log()}`,
    )
  }
  return roles.length + 1
}

/** Input that is right for our own company, with what it needs made for it. */
async function inputFor(route: Route, us: Tenant): Promise<Values> {
  if (route.meta.effect === 'write') return (await prepareWrite(route, us.clients.owner)).input
  const asked = fieldsOf(route).filter(({ path, required }) => required && !route.parameters.includes(path))
  return Object.fromEntries([
    ...route.parameters.map((name) => [name, us.ids[name]]),
    ...asked.map((field) => [field.path, field.kind === 'date' ? '2026-01-31' : us.ids[field.path]]),
  ])
}

function ask(client: Client, route: Route, input: Values): Promise<Answer> {
  const { path, rest } = placed(route, input)
  if (route.method !== 'GET') {
    return client.send({ method: route.method, path, ...(route.method === 'DELETE' ? {} : { body: rest }) })
  }
  const query = Object.entries(rest).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return client.get(query.length > 0 ? `${path}?${query.join('&')}` : path)
}

/** The fields of a route's input that take an id, those inside of lists too. */
function idFieldsOf(route: Route): string[] {
  return fieldsOf(route)
    .filter(({ kind }) => kind === 'uuid')
    .map(({ path }) => path)
}

/** What kind of id a field takes: that of its name, or of what a list is a list of. */
function idNameOf(field: string): string {
  const name = field.split('.').findLast((step) => !/^\d+$/.test(step)) ?? field
  return name === 'customers' ? 'customerId' : name.replace(/Ids$/, 'Id')
}

interface Attempt {
  stage: Stage
  route: Route
  field: string
  us: Tenant
  them: Tenant
  caller: Client
}

async function judgeForeignId({ stage, route, field, us, them, caller }: Attempt): Promise<void> {
  const foreign = them.ids[idNameOf(field)]
  if (foreign === undefined) throw new Error(`The proofs have no foreign ${field} for ${route.name}`)
  const input = await inputFor(route, us)
  const theirs = await askWith(caller, route, input, field, foreign)
  const nobodys = await askWith(caller, route, input, field, randomUUID())
  const what = `${route.name} with a foreign ${field}`
  holds(theirs.status < 500, () => `${what} was answered ${theirs.status}\n${stage.server.log()}`)
  holds(
    theirs.status === nobodys.status &&
      theirs.text === nobodys.text &&
      theirs.contentType === nobodys.contentType,
    `${what} was answered ${theirs.status} ${theirs.text.slice(0, 300)}, and with an unknown one ${nobodys.status} ${nobodys.text.slice(0, 300)}`,
  )
  for (const [kind, id] of Object.entries(them.ids)) {
    // A revision is a small number, which stands in any answer.
    if (kind === 'revision') continue
    holds(!theirs.text.includes(id), `${what} tells their ${kind}: ${theirs.text.slice(0, 300)}`)
  }
  if (theirs.status < 300) requireNothing(what, theirs)
}

/** Asks with an id in its place. Where an answer repeats that very id, both answers read the same. */
async function askWith(
  caller: Client,
  route: Route,
  input: Values,
  field: string,
  id: string,
): Promise<Answer> {
  // A list of ids is asked with this one alone: what becomes of another row is not in question.
  const [list] = /^(.*)\.\d+$/.exec(field)?.slice(1) ?? []
  const changed =
    list === undefined ? withValue(input, field.split('.'), id) : withValue(input, list.split('.'), [id])
  const answer = await ask(caller, route, isObject(changed) ? changed : {})
  return { ...answer, text: answer.text.replaceAll(id, 'the id that was sent') }
}

/** A filter with an id that we do not have finds nothing, in a file but for its heading, and a batch refuses its row. */
function requireNothing(what: string, answer: Answer): void {
  if (answer.contentType.startsWith('text/csv') && !answer.text.trim().includes('\n')) return
  const { data, results } = answer.body
  if (Array.isArray(data) && data.length === 0) return
  const rows: unknown[] = Array.isArray(results) ? results : []
  if (rows.length > 0 && rows.every((row) => isObject(row) && row.outcome === 'refused')) return
  throw new Miss(`${what} was answered ${answer.status}: ${answer.text.slice(0, 300)}`)
}
