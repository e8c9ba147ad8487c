import { badCursors } from './bad-cursors.ts'
import { badValues, brokenBodies, foreignFields, oddContentTypes, oddTexts } from './bad-values.ts'
import { type Answer, type Client, clientOf, codeOf, isObject, type Request } from './client.ts'
import { fieldsOf, type InputField, withValue } from './input-fields.ts'
import { type Figures, inParallel, Miss, type Proof, type Trial } from './proof.ts'
import { placed, type Route, routes } from './routes.ts'
import { everythingFingerprint } from './rows.ts'
import { onStage, type Stage, type StageCompany, unused } from './stage.ts'
import { ownIds, prepareWrite, sampleLines } from './write-samples.ts'

type Values = Record<string, unknown>

/**
 * Bad values in every field of every route, found from the contract's JSON schema, and bad requests on every route. None
 * is answered with a fault of the server, none changes a row, each refusal names the field; odd text that is right comes
 * back as it was sent.
 */
export const badInputProof: Proof = {
  id: 'P12',
  name: 'bad-input',
  promise: 'Bad input does no harm',
  run: (trial) => onStage({ ...trial }, (stage) => play(stage, trial)),
}

interface Court {
  stage: Stage
  company: StageCompany
  ids: Values
  faults: string[]
  counts: { requests: number; fields: number; refused: number; oddTexts: number }
}

async function play(stage: Stage, { mutant }: Trial): Promise<Figures> {
  const startedAt = Date.now()
  const company = await stage.company('Proof of bad input')
  const ids = await ownIds(company.clients.owner)
  const counts = { requests: 0, fields: 0, refused: 0, oddTexts: 0 }
  const court: Court = { stage, company, ids, faults: [], counts }
  for (const route of routes) {
    await judgeRoute(court, route)
    // Naive code is caught by its first route; of the real code all faults are told together.
    if (mutant && court.faults.length > 0) break
  }
  const cursors = await badCursors(company.clients.owner, court.faults)
  await stage.verify(company)
  const { faults } = court
  if (faults.length > 0) {
    const shown = faults.slice(0, 400).join('\n')
    throw new Miss(`${faults.length} bad requests were not met well:\n${shown}\n${stage.server.log()}`)
  }
  return { routes: routes.length, ...counts, cursors, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) }
}

const tooLarge = `{"a":"${'x'.repeat(3 * 1024 * 1024)}"}`

/** A bad request, and what its refusal must name; nothing where it is the whole request that is bad. */
interface Case {
  what: string
  request: Request
  names?: string
  /** Only a fault of the server breaks the promise; it may be taken. */
  mayPass?: boolean
  /** The server may close the connection before all is sent. */
  mayBreak?: boolean
}

async function judgeRoute(court: Court, route: Route): Promise<void> {
  const input = await inputFor(court, route)
  const client = callerOf(court, route)
  const cases = [...fieldCases(court, route, input), ...requestCases(route, input)]
  const before = await everythingFingerprint(court.stage.admin)
  // Signing up is over, and nobody has this password: a door that is closed to the right input needs no field to say so.
  const closed =
    route.meta.permission === 'public' ? codeOf(await client.send(requestOf(route, input))) : 'none'
  const send = async (one: Case) => judge(court, route, one, await client.send(one.request), closed)
  await inParallel(cases, 12, send)
  const after = await everythingFingerprint(court.stage.admin)
  if (after !== before) court.faults.push(`${route.name}: bad requests changed rows`)
  await inParallel(requestCases(route, input, 'may pass'), 8, send)
  await judgeOddTexts(court, route, client)
}

function callerOf(court: Court, { meta }: Route): Client {
  if (meta.effect !== 'session') return court.company.clients.owner
  return meta.permission === 'public' ? clientOf(court.stage.server.url) : court.stage.founder
}

/** Right input with something in every list, so that each inner field has a place. */
async function inputFor(court: Court, route: Route): Promise<Values> {
  const sessions: Readonly<Record<string, Values>> = {
    'session.signUp': { name: 'A', email: 'a@proofs.test', password: 'long enough it is', companyName: 'A' },
    'session.signIn': { email: 'a@proofs.test', password: 'long enough it is' },
    'session.acceptInvitation': { token: 'unknown', password: 'long enough it is' },
    'session.switchCompany': { companyId: court.company.id },
    'company.create': { name: 'Another' },
  }
  const known = sessions[route.name]
  if (known) return known
  if (route.meta.effect !== 'write') {
    return Object.fromEntries(route.parameters.map((name) => [name, court.ids[name]]))
  }
  const { input } = await prepareWrite(route, court.company.clients.owner)
  const fields = fieldsOf(route)
  const has = (path: string) => fields.some((field) => field.path === path)
  return {
    ...input,
    ...(has('lineItems') ? { lineItems: sampleLines } : {}),
    ...(has('extraPermissions') ? { extraPermissions: ['accounting.invoices.void'] } : {}),
    ...(has('attachments')
      ? { attachments: [{ name: 'a.pdf', contentType: 'application/pdf', sizeBytes: 1 }] }
      : {}),
    ...(has('discounts') ? { discounts: [{ description: 'Rebate', kind: 'percent', value: '5' }] } : {}),
  }
}

function placeOf(route: Route, { path }: InputField): 'body' | 'query' | 'path' {
  if (route.parameters.includes(path)) return 'path'
  return route.method === 'GET' ? 'query' : 'body'
}

function fieldCases(court: Court, route: Route, input: Values): Case[] {
  return fieldsOf(route).flatMap((field) => {
    court.counts.fields += 1
    const values = badValues(field, placeOf(route, field))
    const cases = values.map((value): Case => {
      const bad = withValue(input, field.path.split('.'), value)
      return {
        what: `${field.path} = ${JSON.stringify(value)?.slice(0, 60)}`,
        request: requestOf(route, isObject(bad) ? bad : {}),
        names: field.path,
      }
    })
    if (!field.required || route.parameters.includes(field.path)) return cases
    const without = withValue(input, field.path.split('.'), undefined)
    const missing = { what: `${field.path} left out`, names: field.path }
    return [...cases, { ...missing, request: requestOf(route, isObject(without) ? without : {}) }]
  })
}

function requestOf(route: Route, input: Values): Request {
  const { path, rest } = placed(route, input)
  if (route.method === 'DELETE') return { method: 'DELETE', path }
  if (route.method !== 'GET') return { method: route.method, path, body: rest }
  const query = Object.entries(rest).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return { method: 'GET', path: query.length > 0 ? `${path}?${query.join('&')}` : path }
}

/** Requests that are bad as a whole: those that must be refused, or those that only may not harm. */
function requestCases(
  route: Route,
  input: Values,
  kind: 'must be refused' | 'may pass' = 'must be refused',
): Case[] {
  const { method, path, body } = requestOf(route, input)
  const hasBody = method !== 'GET' && method !== 'DELETE'
  const joined = path.includes('?') ? '&' : '?'
  if (kind === 'may pass') {
    // What a client should not send, and what reads or refuses without harm.
    const types = hasBody ? oddContentTypes : []
    return [
      ...types.map((type) => ({
        what: `content type ${type}`,
        request: { method, path, rawBody: '{"a":1}', headers: { 'content-type': type } },
        mayPass: true,
      })),
      ...['%', '%ff', '%ed%a0%80', '[]=1', '__proto__[x]=1'].map((query) => ({
        what: `query ${query}`,
        request: { method: 'GET', path: `${path}${joined}${query}` },
        mayPass: true,
      })),
    ]
  }
  if (route.name === 'session.signOut') return []
  const names = new Set(fieldsOf(route).map((field) => field.path))
  const unknown = foreignFields.filter((field) => !names.has(field))
  const unknownQuery = (field: string): Case => ({
    what: `query ${field}`,
    request: { method, path: `${path}${joined}${field}=true`, body },
    names: field,
  })
  if (!hasBody) return route.input ? ['unknown', 'dryrun', 'DRYRUN'].map(unknownQuery) : []
  return [
    ...unknown.map((field) => ({
      what: `unknown field ${JSON.stringify(field)}`,
      request: { method, path, rawBody: withField(body, field) },
      names: field,
    })),
    ...innerUnknown(route, input),
    ...brokenBodies.map((rawBody) => ({
      what: `body ${JSON.stringify(String(rawBody).slice(0, 30))}`,
      request: { method, path, rawBody },
    })),
    { what: 'a body of 3 MiB', request: { method, path, rawBody: tooLarge }, mayBreak: true },
    ...['unknown', 'dryrun', 'status'].map(unknownQuery),
    { what: 'dryRun=yes', request: { method, path: `${path}?dryRun=yes`, body }, names: 'dryRun' },
  ]
}

/** The body with one more field, as text: `__proto__` is lost on the way through an object. */
function withField(body: unknown, field: string): string {
  const text = JSON.stringify(body)
  return `${text.slice(0, -1)}${text === '{}' ? '' : ','}${JSON.stringify(field)}:"1.00"}`
}

function innerUnknown(route: Route, input: Values): Case[] {
  return fieldsOf(route)
    .filter(({ kind }) => kind === 'object')
    .flatMap(({ path }) =>
      ['lineTotal', 'amount', 'id', 'unknown']
        .filter((name) => !fieldsOf(route).some((field) => field.path === `${path}.${name}`))
        .map((name) => {
          const bad = withValue(input, `${path}.${name}`.split('.'), '1.00')
          return {
            what: `unknown field ${path}.${name}`,
            request: requestOf(route, isObject(bad) ? bad : {}),
            names: `${path}.${name}`,
          }
        }),
    )
}

function judge(
  court: Court,
  route: Route,
  { what, names, mayPass, mayBreak }: Case,
  answer: Answer,
  closed: string,
): void {
  court.counts.requests += 1
  if (mayBreak && answer.status === 0) return
  const told = `${route.name}, ${what}: ${answer.status} ${answer.text.slice(0, 160)}`
  if (answer.status === 0 || answer.status >= 500) court.faults.push(told)
  else if (answer.status < 400) {
    if (!mayPass) court.faults.push(`taken: ${told}`)
  } else {
    court.counts.refused += 1
    if (!answer.contentType.startsWith('application/problem+json'))
      court.faults.push(`no problem+json: ${told}`)
    else if (codeOf(answer) === closed) return
    else if (names !== undefined && !namesField(answer, names)) court.faults.push(`does not name it: ${told}`)
  }
}

/** Whether a refusal points at the field, at something inside of it, or at the list that it is an item of. */
function namesField(answer: Answer, field: string): boolean {
  const { errors } = answer.body
  const paths = Array.isArray(errors) ? errors.filter(isObject).map(({ path }) => String(path)) : []
  const list = field.replace(/\.\d+$/, '')
  return paths.some((path) => path === field || path === list || path.startsWith(`${field}.`))
}

/** Odd text in every field that takes text: refused for a reason, or kept as it is. */
async function judgeOddTexts(court: Court, route: Route, client: Client): Promise<void> {
  if (route.meta.effect !== 'write') return
  const texts = fieldsOf(route).filter(({ kind }) => kind === 'line' || kind === 'paragraphs')
  const attempts = texts.flatMap(({ path }) => oddTexts.map((text) => ({ path, text })))
  // The settings have one version, and each change makes another.
  const width = route.name === 'company.update' ? 1 : 8
  await inParallel(attempts, width, async ({ path, text }) => {
    // Names of the counterpart's own making must be new each time.
    const isKey = ['invoiceNumber', 'customer'].includes(path.split('.').at(-1) ?? '')
    const sent = `${text}${isKey ? ` ${unused('odd')}` : ''}`.slice(0, 50)
    const odd = withValue(await inputFor(court, route), path.split('.'), sent)
    const answer = await client.send(requestOf(route, isObject(odd) ? odd : {}))
    court.counts.oddTexts += 1
    const told = `${route.name}, ${path} = ${JSON.stringify(sent)}: ${answer.status} ${answer.text.slice(0, 120)}`
    if (answer.status >= 500 || answer.status === 0) court.faults.push(told)
    else if (answer.status < 300 && !keeps(answer, toldAs[`${route.name} ${path}`] ?? path, sent))
      court.faults.push(`not kept: ${told}`)
  })
}

/** Fields that the answer tells under another name: a memo has a reason of its own besides that of its void. */
const toldAs: Readonly<Record<string, string>> = { 'creditMemos.void reason': 'voidReason' }

/** Whether the answer shows the field, and shows it as it was sent. One that does not show it at all cannot be judged. */
function keeps({ body }: Answer, path: string, sent: string): boolean {
  let value: unknown = body
  for (const step of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(step)]
    else if (isObject(value)) value = value[step]
    else return true
  }
  return value === undefined || value === sent
}
