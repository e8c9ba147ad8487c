import { z } from 'zod'

/**
 * What a rule says of a value that breaks it, where the field has no sentence of its own: it follows the name of the field,
 * as in "method must be one of check, cash".
 */
export function inputMessage(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be ${oneOf(issue.values)}`
    case 'too_small':
      return bound('at least', issue.minimum, issue.origin, issue.inclusive)
    case 'too_big':
      return bound('at most', issue.maximum, issue.origin, issue.inclusive)
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? 'written as the API reference shows'}`
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : 'has none of the forms that the API reference shows'
    default:
      return 'is not what the API reference shows'
  }
}

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  date: 'a date',
}

const formats: Record<string, string> = {
  uuid: 'an id (a UUID)',
  email: 'an e-mail address',
  url: 'a URL',
  date: 'a date as 2026-11-30',
  datetime: 'an instant as 2026-11-30T09:00:00Z',
}

function oneOf(values: readonly unknown[]): string {
  const named = values.map(String)
  return named.length === 1 ? String(named[0]) : `one of ${named.join(', ')}`
}

function bound(atMost: string, limit: number | bigint, origin: string, isInclusive = true): string {
  const edge = atMost === 'at most' ? 'less' : 'more'
  const number = isInclusive ? `${atMost} ${limit}` : `${edge} than ${limit}`
  if (origin === 'string') return `must have ${number} ${limit === 1 ? 'character' : 'characters'}`
  if (origin === 'array') return `must have ${number} ${limit === 1 ? 'entry' : 'entries'}`
  return `must be ${number}`
}

z.config({ customError: inputMessage })
