import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { processorMs } from './machine.ts'

export interface Call {
  method: 'GET' | 'POST'
  path: string
  body?: unknown
}

export interface Answer {
  status: number
  body: string
  bytes: number
}

/** What a number of clients achieved, each asking again as soon as it was answered. */
export interface Driven {
  perSecond: number
  latenciesMs: number[]
  /** Processor time of the server's process for one operation; null where the system does not tell. */
  processorMsEach: number | null
  /** Answers other than success. */
  refused: string[]
  /** Requests without an answer. */
  lost: number
  answers: Answer[]
}

export interface Target {
  port: number
  pid: number
  /** Keys of one company. A key may make 100 requests a second, so all of them take turns. */
  keys: readonly string[]
}

export async function drive(
  target: Target,
  run: { clients: number; each: number; call: (client: number, index: number) => Call },
): Promise<Driven> {
  const agent = new Agent({ keepAlive: true, maxSockets: run.clients })
  const result: Driven = {
    perSecond: 0,
    latenciesMs: [],
    processorMsEach: null,
    refused: [],
    lost: 0,
    answers: [],
  }
  const processorBefore = processorMs(target.pid)
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: run.clients }, async (_, client) => {
      for (let index = 0; index < run.each; index += 1) {
        const key = nextKey(target)
        const askedAt = performance.now()
        try {
          const answer = await ask(target.port, agent, key, run.call(client, index))
          result.latenciesMs.push(performance.now() - askedAt)
          if (answer.status < 300) result.answers.push(answer)
          else result.refused.push(`${answer.status} ${answer.body.slice(0, 300)}`)
        } catch {
          result.lost += 1
        }
      }
    }),
  )
  const seconds = (performance.now() - startedAt) / 1_000
  const processorAfter = processorMs(target.pid)
  agent.destroy()
  result.perSecond = result.answers.length / seconds
  if (processorBefore !== null && processorAfter !== null)
    result.processorMsEach = (processorAfter - processorBefore) / (run.clients * run.each)
  return result
}

let turn = 0

function nextKey({ keys }: Target): string {
  turn += 1
  return keys[turn % keys.length] ?? ''
}

export function ask(port: number, agent: Agent, key: string, { method, path, body }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const outgoing = request(
      {
        ...{ port, agent, method, host: '127.0.0.1', path: `/api/v1${path}` },
        headers: {
          authorization: `Bearer ${key}`,
          ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.once('error', reject)
        response.once('end', () => {
          const all = Buffer.concat(chunks)
          resolve({ status: response.statusCode ?? 0, body: all.toString('utf8'), bytes: all.length })
        })
      },
    )
    outgoing.once('error', reject)
    outgoing.end(text)
  })
}
