import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HttpBindings } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { StandardOpenAPICodec, StandardOpenAPIMatcher } from '@orpc/openapi/standard'
import {
  StandardBracketNotationSerializer,
  StandardOpenAPIJsonSerializer,
  StandardOpenAPISerializer,
} from '@orpc/openapi-client/standard'
import { StandardHandler } from '@orpc/server/standard'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { except } from 'hono/combine'
import { compress } from 'hono/compress'
import { generateCookie, getCookie } from 'hono/cookie'
import { secureHeaders } from 'hono/secure-headers'
import { Refused } from '../contract/refusals.ts'
import { despiteBrokenConnections } from '../database/transaction.ts'
import { router } from '../invoicing/router.ts'
import { type Caller, callerOfApiKey, callerOfSession } from './caller.ts'
import type { Entrance } from './operation.ts'
import type { Platen } from './platen.ts'
import { toProblem } from './problem.ts'
import { addReference } from './reference.ts'
import { fileReply, jsonReply, refusal } from './reply.ts'
import { sessionCookie, sessionDays } from './session.ts'

type Door = Context<{ Bindings: HttpBindings }>

/** The largest body a request may have: an invoice of 500 lines with long notes is well below. */
const maximumBodyBytes = 2 * 1024 * 1024

/** The web server: REST under /api/v1, its reference under /docs, health, and the screens. */
export function httpApp(
  platen: Platen,
  options: { screens: string | null; isReady: () => Promise<boolean> },
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use('*', except(isOperation, compress(), securePages()))
  app.get('/api/health', async (c) =>
    (await options.isReady())
      ? c.json({ status: 'ok' })
      : refusal(new Refused('unavailable', 'The database is not ready yet. Try again in a moment.')),
  )
  addReference(app)
  addRest(app, platen)
  if (options.screens) addScreens(app, options.screens)
  return app
}

/** Operations answer with headers of their own; the reference and health are for pages to read. */
function isOperation(c: Context): boolean {
  return c.req.path.startsWith('/api/v1/') && c.req.path !== '/api/v1/openapi.json'
}

function securePages(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    strictTransportSecurity: false,
  })
}

/** Replies are JSON already, as their contract says, or a file: nothing in them has to be looked for and turned into text. */
class PlainReplies extends StandardOpenAPISerializer {
  constructor() {
    super(new StandardOpenAPIJsonSerializer(), new StandardBracketNotationSerializer())
  }

  override serialize(reply: unknown): unknown {
    return reply
  }
}

function addRest(app: Hono<{ Bindings: HttpBindings }>, platen: Platen): void {
  const codec = new StandardOpenAPICodec(new PlainReplies(), { customErrorResponseBodyEncoder: toProblem })
  const rest = new StandardHandler<Entrance>(router, new StandardOpenAPIMatcher(), codec, {})
  app.use('/api/*', limitBody())
  app.use('/api/v1/*', async (c) => {
    let setCookie: string | undefined
    let entrance: Entrance
    try {
      entrance = await entranceOf(c, platen, (cookie) => {
        setCookie = cookie
      })
    } catch (error) {
      return refusal(error, (unexpected) =>
        platen.log.error({ err: unexpected }, 'a caller could not be resolved'),
      )
    }
    const { matched, response } = await rest.handle(requestOf(c), { prefix: '/api/v1', context: entrance })
    if (!matched)
      return refusal(
        new Refused('not_found', `There is no operation ${c.req.method} ${c.req.path}. See /docs.`),
      )
    if (response.body instanceof Blob) return fileReply(response.body)
    const acceptEncoding = c.req.header('accept-encoding')
    return jsonReply(response.body, { status: response.status, acceptEncoding, setCookie })
  })
}

/**
 * The request as oRPC reads it; a CSV file is the field `csv` of its operation. Made straight from the parts that are
 * there: its Fetch adapter would make a second request with streams and signals of every call, which costs as much as all
 * the rest of the door.
 */
function requestOf(c: Door): Parameters<StandardHandler<Entrance>['handle']>[0] {
  return {
    method: c.req.method,
    url: new URL(c.req.url),
    headers: {},
    signal: undefined,
    body: async () => {
      const text = await c.req.text()
      if (text === '') return undefined
      if (/^text\/csv\b/i.test(c.req.header('content-type') ?? '')) return { csv: text }
      const body: unknown = JSON.parse(text)
      // A list or a lone value would be read as no fields at all, and do what was not asked for.
      if (typeof body !== 'object' || body === null || Array.isArray(body))
        throw new SyntaxError('No JSON object')
      return body
    },
  }
}

/** Judged by its announced length where there is one; otherwise by what arrives. */
function limitBody(): MiddlewareHandler {
  const tooLarge = () => {
    const reply = refusal(new Refused('too_large', 'A request has at most 2 MiB. Send it in parts.'))
    // What is left of the body is not read, so the connection cannot carry another request.
    reply.headers.set('connection', 'close')
    return reply
  }
  const counted = bodyLimit({ maxSize: maximumBodyBytes, onError: tooLarge })
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const announced = c.req.header('content-length')
    if (announced === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next)
    return Number(announced) > maximumBodyBytes ? tooLarge() : next()
  }
}

/** What this request brings in: who calls, and the marks that every write understands. */
async function entranceOf(c: Door, platen: Platen, setCookie: (header: string) => void): Promise<Entrance> {
  const { caller, byCookie } = await callerOf(c, platen)
  const idempotencyKey = c.req.header('idempotency-key')
  const secure = platen.publicUrl.startsWith('https:')
  return {
    platen,
    caller,
    door: byCookie ? 'screen' : 'rest',
    dryRun: readDryRun(c),
    clientAddress: c.env.incoming.socket.remoteAddress ?? 'unknown',
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    cookie: {
      set: (token) => setCookie(sessionCookieOf(token, sessionDays * 86_400, secure)),
      clear: () => setCookie(sessionCookieOf('', 0, secure)),
    },
  }
}

function sessionCookieOf(token: string, maxAge: number, secure: boolean): string {
  return generateCookie(sessionCookie, token, { httpOnly: true, sameSite: 'Lax', path: '/', secure, maxAge })
}

function readDryRun(c: Door): boolean {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return false
  const { dryRun: text, ...others } = c.req.query()
  // A misspelt dryRun must not become a real write.
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) {
    throw new Refused('invalid_input', `A write takes no query but dryRun; "${unknown}" is none.`, [
      { path: unknown, message: 'is not a query parameter of this request' },
    ])
  }
  if (text === undefined || text === 'false') return false
  if (text === 'true') return true
  throw new Refused('invalid_input', 'dryRun is true or false.', [
    { path: 'dryRun', message: 'must be true or false' },
  ])
}

async function callerOf(c: Door, platen: Platen): Promise<{ caller: Caller | null; byCookie: boolean }> {
  const authorization = c.req.header('authorization')
  if (authorization !== undefined) {
    const key = /^Bearer (\S{1,200})$/i.exec(authorization)?.[1]
    if (!key) throw new Refused('not_signed_in', 'The Authorization header must read "Bearer <api key>".')
    return { caller: await despiteBrokenConnections(() => callerOfApiKey(platen, key)), byCookie: false }
  }
  const token = getCookie(c, sessionCookie)
  const writes = c.req.method !== 'GET' && c.req.method !== 'HEAD'
  if (writes) requireSameOrigin(c, platen)
  return {
    caller: token ? await despiteBrokenConnections(() => callerOfSession(platen, token)) : null,
    byCookie: true,
  }
}

/** A browser says where a request comes from. A write that comes from another site's page is refused. */
function requireSameOrigin(c: Door, platen: Platen): void {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  if (site === 'same-origin' || site === 'none') return
  if (
    site === undefined &&
    (origin === undefined || origin === platen.publicUrl || origin === new URL(c.req.url).origin)
  )
    return
  throw new Refused('cross_origin', `Use Platen at ${platen.publicUrl}, or call the API with a key.`)
}

function addScreens(app: Hono<{ Bindings: HttpBindings }>, directory: string): void {
  app.use('/assets/*', async (c, next) => {
    await next()
    if (c.res.ok) c.res.headers.set('cache-control', 'public, max-age=31536000, immutable')
  })
  app.use('*', serveStatic({ root: directory }))
  // Every other path is one of the screens' own; they say so themselves when they do not know it. The page is read each
  // time, because a new build names new files.
  app.get('*', async (c) =>
    c.req.path.startsWith('/assets/')
      ? c.notFound()
      : c.html(await readFile(join(directory, 'index.html'), 'utf8'), 200, { 'cache-control': 'no-cache' }),
  )
}
