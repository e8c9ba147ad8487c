import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import { type Contract, contract } from '../contract/contract.ts'
import type { FieldError, Problem } from '../contract/refusals.ts'
import { capitalized } from '../contract/words.ts'

/** What a call can carry besides its input. A write's key makes a second attempt harmless. */
export interface ApiContext {
  idempotencyKey?: string
  /** Answers as if, and changes nothing. */
  dryRun?: boolean
}

/**
 * A refusal of the server, or `unreachable` when no answer came at all. `message` is a sentence for people: what was
 * refused and what to do; `fields` says which fields were wrong.
 */
export class RefusalError extends ORPCError<
  Problem['code'] | 'unreachable',
  Pick<Problem, 'title' | 'errors'>
> {
  get title(): string {
    return this.data.title
  }

  get fields(): FieldError[] {
    return this.data.errors
  }

  /** Messages by field path, as a form's `setErrors` takes them: "must not be empty" stands alone there. */
  get fieldMessages(): Record<string, string> {
    return Object.fromEntries(this.fields.map(({ path, message }) => [path, capitalized(message)]))
  }

  /** True when nobody knows whether the write took effect; the same key may be sent again. */
  get isUncertain(): boolean {
    return this.code === 'unreachable' || this.status >= 500
  }
}

/** How a list of pages goes on: what its `infiniteOptions` say besides the input of one page. */
export const byCursor = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor ?? undefined,
}

/** Any error as a refusal, so that screens handle one shape only. */
export function refusalOf(error: unknown): RefusalError {
  if (error instanceof RefusalError) return error
  if (error instanceof ORPCError && error.status >= 400 && error.status < 500) {
    return refusal('malformed', error.status, 'The server did not accept this.', error.message, [])
  }
  const isOffline = error instanceof TypeError || (error instanceof ORPCError && error.status >= 502)
  return isOffline
    ? refusal('unreachable', 503, 'Platen cannot be reached.', 'Check the connection and try again.', [])
    : refusal('internal', 500, 'Something went wrong.', 'Try again; if it stays, reload the page.', [])
}

function refusal(
  code: RefusalError['code'],
  status: number,
  title: string,
  detail: string,
  errors: FieldError[],
) {
  return new RefusalError(code, { status, message: detail || title, data: { title, errors } })
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body && 'title' in body
}

let signInAgain: (() => Promise<boolean>) | undefined

/**
 * Says what to do when the session ended while somebody works: ask over the page, so that nothing typed is lost. It
 * answers whether the call may be repeated. Gives back a function that takes the handler away.
 */
export function onSessionLost(ask: () => Promise<boolean>): () => void {
  signInAgain = ask
  return () => {
    if (signInAgain === ask) signInAgain = undefined
  }
}

/** The link reads bodies of type application/json only; a refusal is the same JSON under its own name. */
function readable(response: Response): Response {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return response
  const headers = new Headers(response.headers)
  headers.set('content-type', 'application/json')
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}

async function asDryRun(request: Request): Promise<Request> {
  const url = new URL(request.url)
  url.searchParams.set('dryRun', 'true')
  // As text: a body that is passed on as a stream needs HTTP/2 in some browsers.
  const body = await request.text()
  return new Request(url, { method: request.method, headers: request.headers, body, signal: request.signal })
}

const link = new OpenAPILink<ApiContext>(contract, {
  fetch: async (request, init, { context }) =>
    readable(await fetch(context.dryRun ? await asDryRun(request) : request, init)),
  url: () => `${window.location.origin}/api/v1`,
  headers: ({ context }) => (context.idempotencyKey ? { 'Idempotency-Key': context.idempotencyKey } : {}),
  customErrorResponseBodyDecoder: (body) =>
    isProblem(body) ? refusal(body.code, body.status, body.title, body.detail, body.errors ?? []) : undefined,
  interceptors: [
    async ({ path, next }) => {
      try {
        return await next()
      } catch (error) {
        const failure = refusalOf(error)
        if (failure.code !== 'not_signed_in' || path[0] === 'session' || !signInAgain) throw failure
        if (await signInAgain()) return next()
        throw failure
      }
    },
  ],
})

/** Every operation of the contract, over the same REST paths that everybody else uses. */
export const api: ContractRouterClient<Contract, ApiContext> = createORPCClient(link)

/** Options for TanStack Query, such as `query.invoices.list.queryOptions({ input })`. */
export const query = createTanstackQueryUtils(api)

function mayRetry(failureCount: number, error: unknown): boolean {
  return failureCount < 2 && refusalOf(error).code === 'unreachable'
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: mayRetry, networkMode: 'always' },
    // Sent again only with the same idempotency key, so a write whose answer was lost acts once.
    mutations: { retry: mayRetry, retryDelay: 800, networkMode: 'always' },
  },
})
