import { ORPCError, ValidationError } from '@orpc/server'
import { type FieldError, type Problem, type RefusalCode, Refused, refusals } from '../contract/refusals.ts'
import { isConnectionLost, sqlState } from '../database/transaction.ts'

/** The error that crosses oRPC, with our code and fields as its data. */
export function toRefusal(
  error: unknown,
  unexpected: (error: unknown) => void,
): ORPCError<RefusalCode, { errors: FieldError[] }> {
  const refused = error instanceof Refused ? error : refusedByDatabase(error)
  if (refused) {
    return new ORPCError(refused.code, {
      status: refusals[refused.code].status,
      message: refused.message,
      data: { errors: refused.errors },
      cause: error,
    })
  }
  unexpected(error)
  return new ORPCError('internal', {
    status: 500,
    message:
      'An unexpected error was logged. Nothing was changed; try again, and tell the operator if it stays.',
    data: { errors: [] },
    cause: error,
  })
}

/** Problem+json of anything that reached the HTTP door (RFC 9457). */
export function toProblem(error: ORPCError<string, unknown>): Problem {
  const issues = validationIssues(error)
  if (issues) {
    return problem(
      'invalid_input',
      issues.map(({ path, message }) => `${path || 'body'} ${message}`).join('; '),
      issues,
    )
  }
  if (isRefusalCode(error.code)) return problem(error.code, error.message, fieldErrors(error.data))
  if (error.code === 'BAD_REQUEST')
    return problem('malformed', 'The body must be JSON of the form that the API reference shows.')
  if (error.status === 404 || error.status === 405)
    return problem('not_found', 'No operation has this method and path.')
  return problem('internal', 'An unexpected error was logged. Nothing was changed.')
}

export function problem(code: RefusalCode, detail: string, errors: FieldError[] = []): Problem {
  const { status, title } = refusals[code]
  return { type: `urn:platen:refusal:${code}`, title, status, code, detail, errors }
}

/** What the database refused although the operation let it pass: the second lock, told in words. */
function refusedByDatabase(error: unknown): Refused | null {
  if (isConnectionLost(error)) {
    return new Refused(
      'unavailable',
      'The database cannot be reached. A write may or may not have happened: repeat it with the same Idempotency-Key.',
    )
  }
  const state = sqlState(error)
  if (state === '22003')
    return new Refused(
      'amount_too_large',
      'An amount, or a sum of amounts, is larger than 9,999,999,999,999.99.',
    )
  if (state === '57014' || state === '55P03')
    return new Refused('busy', 'The database took too long. Nothing was changed: try again.')
  return null
}

function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(refusals, code)
}

function fieldErrors(data: unknown): FieldError[] {
  if (typeof data !== 'object' || data === null || !('errors' in data) || !Array.isArray(data.errors))
    return []
  return data.errors
}

function validationIssues(error: ORPCError<string, unknown>): FieldError[] | null {
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof ValidationError)) return null
  return error.cause.issues.flatMap((issue) => fieldsOf(issue, []))
}

type Issue = ValidationError['issues'][number]

function fieldsOf(issue: Issue, above: readonly string[]): FieldError[] {
  const own = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step))
  const path = [...above, ...own]
  const nearest = nearestBranch(issue)
  if (nearest) return nearest.flatMap((inner) => fieldsOf(inner, path))
  const unknown = 'keys' in issue && Array.isArray(issue.keys) ? issue.keys.map(String) : []
  if (unknown.length === 0) return [{ path: path.join('.'), message: issue.message }]
  return unknown.map((key) => ({
    path: [...path, key].join('.'),
    message: 'is not a field of this request',
  }))
}

/** Of the forms that a field may have, the one that was meant: something inside of it is wrong, not the whole. */
function nearestBranch(issue: Issue): Issue[] | undefined {
  if (!('errors' in issue) || !Array.isArray(issue.errors)) return undefined
  const branches: Issue[][] = issue.errors
  return branches.find((branch) => branch.length > 0 && branch.every(({ path }) => (path ?? []).length > 0))
}
