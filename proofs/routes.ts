import { isContractProcedure } from '@orpc/contract'
import { z } from 'zod'
import { contract } from '../contract/contract.ts'
import type { OperationMeta } from '../contract/operation.ts'

/** An operation of the contract as the outside sees it. */
export interface Route {
  /** As `invoices.create`. */
  name: string
  method: string
  /** With its parameters in braces: `/invoices/{invoiceId}`. */
  path: string
  parameters: readonly string[]
  meta: OperationMeta
  /** The shape of parameters, query and body together; null where nothing is taken. */
  input: z.ZodType | null
}

/** Every route there is, found from the contract, so that one added later is judged without being asked for. */
export const routes: readonly Route[] = routesIn(contract, [])

function routesIn(branch: object, path: readonly string[]): Route[] {
  return Object.entries(branch).flatMap(([name, entry]: [string, unknown]) => {
    const here = [...path, name]
    if (isContractProcedure(entry)) return [routeOf(here.join('.'), entry)]
    return typeof entry === 'object' && entry !== null ? routesIn(entry, here) : []
  })
}

function routeOf(
  name: string,
  procedure: {
    '~orpc': { route: { method?: string; path?: string }; meta: unknown; inputSchema?: unknown }
  },
): Route {
  const { route, meta, inputSchema } = procedure['~orpc']
  const path = route.path ?? ''
  if (!isMeta(meta)) throw new Error(`${name} does not say who may call it`)
  return {
    name,
    method: route.method ?? 'POST',
    path,
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
    meta,
    input: inputSchema instanceof z.ZodType ? inputSchema : null,
  }
}

function isMeta(meta: unknown): meta is OperationMeta {
  return typeof meta === 'object' && meta !== null && 'permission' in meta && 'effect' in meta
}

export function routeNamed(name: string): Route {
  const found = routes.find((route) => route.name === name)
  if (!found) throw new Error(`The contract has no operation ${name}`)
  return found
}

/** A path with its parameters put in, and taken out of the values that are left for query or body. */
export function placed(
  route: Route,
  values: Readonly<Record<string, unknown>>,
): { path: string; rest: Record<string, unknown> } {
  const rest = { ...values }
  let { path } = route
  for (const parameter of route.parameters) {
    path = path.replace(`{${parameter}}`, encodeURIComponent(String(rest[parameter])))
    delete rest[parameter]
  }
  return { path, rest }
}
