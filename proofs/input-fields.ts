import { z } from 'zod'
import { currencyCode, money, percent, quantity } from '../contract/money.ts'
import { isObject } from './client.ts'
import type { Route } from './routes.ts'

export type Kind =
  | 'array'
  | 'boolean'
  | 'country'
  | 'currency'
  | 'cursor'
  | 'date'
  | 'email'
  | 'enum'
  | 'instant'
  | 'integer'
  | 'line'
  | 'money'
  | 'object'
  | 'paragraphs'
  | 'password'
  | 'percent'
  | 'phone'
  | 'quantity'
  | 'search'
  | 'size'
  | 'timeZone'
  | 'uuid'
  | 'website'

/** A field of a route's input: where it stands, and what kind of value it takes. */
export interface InputField {
  /** `lineItems.0.quantity`. */
  path: string
  kind: Kind
  nullable: boolean
  required: boolean
}

type Shape = Readonly<Record<string, unknown>>

/** Every field of a route, inner ones too, from the JSON schema of the contract. */
export function fieldsOf({ name, input }: Route): InputField[] {
  if (!input) return []
  const noun = name.split('.')[0] ?? ''
  const fields = fieldsIn(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }), '')
  return fields.map((field) =>
    longTexts.has(`${noun} ${field.path}`) ? { ...field, kind: 'paragraphs' as const } : field,
  )
}

/** Texts of several lines whose names mean a single line elsewhere. */
const longTexts: ReadonlySet<string> = new Set([
  'communications body',
  'invoiceNotes body',
  'creditMemoNotes body',
  'creditLimits reason',
  'groups description',
])

function fieldsIn(shape: Shape, prefix: string): InputField[] {
  const properties = isObject(shape.properties) ? shape.properties : {}
  const required: unknown[] = Array.isArray(shape.required) ? shape.required : []
  return Object.entries(properties).flatMap(([name, property]) => {
    if (!isObject(property)) return []
    const path = prefix === '' ? name : `${prefix}.${name}`
    const { value, nullable } = withoutNull(property)
    const field = { path, kind: kindOf(name, value), nullable, required: required.includes(name) }
    if (isObject(value.properties)) return [field, ...fieldsIn(value, path)]
    if (!isObject(value.items)) return [field]
    const item = value.items
    const itemField: InputField = {
      path: `${path}.0`,
      kind: item.type === 'object' ? 'object' : kindOf(name, item),
      nullable: false,
      required: true,
    }
    return [field, itemField, ...fieldsIn(item, `${path}.0`)]
  })
}

function withoutNull(shape: Shape): { value: Shape; nullable: boolean } {
  const either: unknown[] = Array.isArray(shape.anyOf) ? shape.anyOf : []
  const nullable = either.some((one) => isObject(one) && one.type === 'null')
  // Of a word or a list, the list is the one with something inside.
  const isList = (one: unknown) => isObject(one) && one.type === 'array'
  const value = either.find(isList) ?? either.find((one) => isObject(one) && one.type !== 'null')
  if (isObject(value)) return { value, nullable }
  if (!Array.isArray(shape.type)) return { value: shape, nullable: false }
  const types: unknown[] = shape.type
  return {
    value: { ...shape, type: types.find((type) => type !== 'null') },
    nullable: types.includes('null'),
  }
}

const patternOf = (type: z.ZodType) => z.toJSONSchema(type, { io: 'input' }).pattern
const kindsByPattern = new Map<unknown, Kind>([
  [patternOf(money), 'money'],
  [patternOf(quantity), 'quantity'],
  [patternOf(percent), 'percent'],
  [patternOf(currencyCode), 'currency'],
])
const kindsByFormat = new Map<unknown, Kind>([
  ['uuid', 'uuid'],
  ['date', 'date'],
  ['date-time', 'instant'],
  ['uri', 'website'],
])
/** What a plain text means is not in its schema: it is in its name, and said here in the proof's own words. */
const kindsByName = new Map<string, Kind>([
  ['email', 'email'],
  ['phone', 'phone'],
  ['timeZone', 'timeZone'],
  ['currency', 'currency'],
  ['country', 'country'],
  ['cursor', 'cursor'],
  ['q', 'search'],
  ['entity', 'search'],
  ['operation', 'search'],
  ['password', 'password'],
  ['token', 'password'],
  ['csv', 'paragraphs'],
  ['letterhead', 'paragraphs'],
  ['notes', 'paragraphs'],
  ['internalNotes', 'paragraphs'],
  ['customerNotes', 'paragraphs'],
])

function kindOf(name: string, shape: Shape): Kind {
  if (Array.isArray(shape.enum)) return 'enum'
  if (shape.type === 'array') return 'array'
  if (shape.type === 'object') return 'object'
  if (shape.type === 'boolean') return 'boolean'
  if (name === 'sizeBytes') return 'size'
  if (shape.type === 'integer' || shape.type === 'number') return 'integer'
  const known =
    kindsByFormat.get(shape.format) ??
    kindsByName.get(name) ??
    (shape.pattern ? kindsByPattern.get(shape.pattern) : undefined)
  return known ?? 'line'
}

/** The input with one value put in its place; what stands between is copied. */
export function withValue(input: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (Array.isArray(input)) {
    const items: unknown[] = [...input]
    items[Number(step)] = withValue(items[Number(step)], rest, value)
    return items
  }
  const fields = isObject(input) ? input : {}
  return { ...fields, [step]: withValue(fields[step], rest, value) }
}
