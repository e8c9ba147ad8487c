import { Agent, request as httpRequest } from 'node:http'

export interface Answer {
  /** 0 when the connection broke before an answer: whether anything happened is not known. */
  status: number
  text: string
  contentType: string
  cookie: string | null
  /** The parsed body, or null where it is no JSON object. */
  body: Readonly<Record<string, unknown>>
}

export interface Request {
  method: string
  /** Below /api/v1, with its query. */
  path: string
  body?: unknown
  /** Sent as it is, in place of `body`. */
  rawBody?: string | Buffer
  headers?: Readonly<Record<string, string>>
  /** The idempotency key. */
  key?: string
}

/** A caller of the REST API, by API key or by session cookie. */
export interface Client {
  send(request: Request): Promise<Answer>
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown, key?: string): Promise<Answer>
}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

export function clientOf(url: string, identity: { apiKey?: string; cookie?: string } = {}): Client {
  const send = (request: Request) => exchange(url, identity, request)
  return {
    send,
    get: (path) => send({ method: 'GET', path }),
    post: (path, body, key) => send({ method: 'POST', path, body, ...(key ? { key } : {}) }),
  }
}

function exchange(
  url: string,
  identity: { apiKey?: string; cookie?: string },
  { method, path, body, rawBody, headers, key }: Request,
): Promise<Answer> {
  const payload = rawBody ?? (body === undefined ? undefined : JSON.stringify(body))
  return new Promise((resolve) => {
    const lost = (error: Error) => resolve(answerOf(0, error.message, '', null))
    const outgoing = httpRequest(
      `${url}/api/v1${path}`,
      {
        method,
        agent,
        headers: {
          ...(identity.apiKey ? { authorization: `Bearer ${identity.apiKey}` } : {}),
          ...(identity.cookie ? { cookie: identity.cookie } : {}),
          ...(payload === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.once('error', lost)
        incoming.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          const cookie = incoming.headers['set-cookie']?.[0]?.split(';')[0] ?? null
          const type = incoming.headers['content-type'] ?? ''
          resolve(answerOf(incoming.statusCode ?? 0, text, type, cookie))
        })
      },
    )
    outgoing.once('error', lost)
    outgoing.end(payload)
  })
}

function answerOf(status: number, text: string, contentType: string, cookie: string | null): Answer {
  return { status, text, contentType, cookie, body: objectOf(text) }
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text)
    return isObject(read) ? read : {}
  } catch {
    return {}
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text field of an answer; a field that is not there is a fault of the proof or of the reply. */
export function textOf(answer: Answer, field: string): string {
  const value = answer.body[field]
  if (typeof value !== 'string') {
    throw new Error(`An answer ${answer.status} has no text "${field}": ${answer.text.slice(0, 300)}`)
  }
  return value
}

export function numberOf(answer: Answer, field: string): number {
  const value = answer.body[field]
  if (typeof value !== 'number') {
    throw new Error(`An answer ${answer.status} has no number "${field}": ${answer.text.slice(0, 300)}`)
  }
  return value
}

/** The code of a refusal, or an empty text. */
export function codeOf(answer: Answer): string {
  return typeof answer.body.code === 'string' ? answer.body.code : ''
}
