import { createRouterClient, os, type RouterClient } from '@orpc/server'
import { Command } from 'commander'
import { createCli } from 'trpc-cli'
import { z } from 'zod'
import { contract } from '../contract/contract.ts'
import { Refused } from '../contract/refusals.ts'
import { router } from '../invoicing/router.ts'
import { entranceFor, requireCompany, withPlaten } from './open-platen.ts'
import { tellPlainly } from './plain-help.ts'
import { writtenPlainly } from './plain-options.ts'
import { say } from './print.ts'
import { printReply } from './print-reply.ts'

type Client = RouterClient<typeof router>
type Noun = keyof typeof contract

/** Nouns whose operations belong to a company; signing in is for browsers. */
const nouns = (Object.keys(contract) as Noun[]).filter((noun) => noun !== 'session')

export function operationNouns(): string[] {
  return nouns.map(kebab)
}

export function isOperationNoun(word: string): boolean {
  return operationNouns().includes(word)
}

/** Runs `platen <noun> <verb> …`: options and help come from the contract, the work is the operation's. */
export async function runOperation(argv: readonly string[]): Promise<number> {
  const { own, rest } = splitOwnOptions(argv)
  if (rest.includes('--help') || rest.includes('-h') || rest.length < 2) {
    await programOf(async () => undefined).parseAsync(rest.length < 2 ? [...rest, '--help'] : rest, {
      from: 'user',
    })
    return 0
  }
  const slug = requireCompany(own.company)
  return withPlaten(async (platen) => {
    const entrance = await entranceFor(platen, slug, own)
    const client = createRouterClient(router, { context: entrance })
    const program = programOf(async (path, input) => {
      await printReply(await callAt(client, path, input), own)
    })
    const words = writtenPlainly(inputOf(rest), await withIds(client, rest))
    await program.parseAsync(words, { from: 'user' })
    return 0
  })
}

/** The options that every operation has, taken out of the command line before the contract's own are read. */
function splitOwnOptions(argv: readonly string[]) {
  const own: {
    company?: string
    json?: boolean
    dryRun?: boolean
    idempotencyKey?: string
    output?: string
  } = {}
  const rest: string[] = []
  const words = [...argv]
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [name = '', inline] = word.split(/=(.*)/s)
    const value = () => inline ?? words.shift() ?? ''
    if (name === '--company') own.company = value()
    else if (name === '--idempotency-key') own.idempotencyKey = value()
    else if (name === '--output') own.output = value()
    else if (word === '--json') own.json = true
    else if (word === '--dryRun' || word === '--dry-run') own.dryRun = true
    else rest.push(word)
  }
  return { own, rest }
}

/** A noun's operations of a company. Founding one is told to the installation: `platen company create`. */
function operationsOf(noun: Noun) {
  return Object.entries(contract[noun]).filter(
    ([, operation]) => operation['~orpc'].meta.effect !== 'session',
  )
}

/** Whether an operation answers with a file, as a statement's CSV. */
function isFile(operation: { '~orpc': { outputSchema?: unknown } }): boolean {
  const { outputSchema } = operation['~orpc']
  return outputSchema instanceof z.ZodFile
}

/** Commander's program for the contract; each command hands its input to `run`. */
function programOf(run: (path: readonly [Noun, string], input: unknown) => Promise<void>) {
  const commands = Object.fromEntries(
    nouns.map((noun) => [
      noun,
      Object.fromEntries(
        operationsOf(noun).map(([verb, operation]) => {
          const { inputSchema, route, meta } = operation['~orpc']
          const more =
            meta.effect === 'write'
              ? ', --dryRun, --idempotency-key KEY'
              : isFile(operation)
                ? ', --output FILE'
                : ''
          const described = os.meta({
            description: `${route.summary ?? verb}. Also: --company SLUG, --json${more}`,
          })
          const withInput = inputSchema ? described.input(inputSchema as z.ZodType) : described
          return [verb, withInput.handler(({ input }) => run([noun, verb], input))]
        }),
      ),
    ]),
  )
  const program = createCli({ router: commands, name: 'platen' }).buildProgram({
    logger: { info: (text) => text !== undefined && say(String(text)), error: (text) => say(String(text)) },
  })
  if (!(program instanceof Command)) throw new Error('trpc-cli builds its program with another commander')
  endByThrowing(program)
  tellPlainly(program)
  return program
}

/** The input that the operation of a command line takes, if there is such an operation. */
function inputOf([noun = '', verb = '']: readonly string[]): z.ZodType | undefined {
  const named = nouns.find((candidate) => kebab(candidate) === noun)
  const found = named && operationsOf(named).find(([name]) => [name, kebab(name)].includes(verb))
  return found?.[1]['~orpc'].inputSchema as z.ZodType | undefined
}

/** Commander would end the process; it throws instead, so that the database is left in order. */
function endByThrowing(command: Command): void {
  command.exitOverride()
  for (const inner of command.commands) endByThrowing(inner)
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Lets documents be named by their number: `customers show CUST-0001`, `invoices list --customer-id CUST-0001`. */
async function withIds(client: Client, words: readonly string[]): Promise<string[]> {
  const resolved: string[] = []
  for (const [index, word] of words.entries()) {
    const [option = '', inline] = word.split(/=(.*)/s)
    if (inline !== undefined) {
      resolved.push(isIdOption(option) ? `${option}=${await idOf(client, option, inline)}` : word)
      continue
    }
    const before = words[index - 1] ?? ''
    const isPositional = index >= 2 && !word.startsWith('-') && !before.startsWith('-')
    if (isPositional) resolved.push(await idOf(client, documentOf(words), word))
    else resolved.push(isIdOption(before) ? await idOf(client, before, word) : word)
  }
  return resolved
}

/** What the argument of a command names: that which the path of its operation names first. */
function documentOf([noun = '', verb = '']: readonly string[]): string {
  const named = nouns.find((candidate) => kebab(candidate) === noun)
  const operations = Object.entries(named ? contract[named] : {})
  const operation = operations.find(([candidate]) => kebab(candidate) === verb)?.[1]
  return /\{(\w+)Id\}/.exec(operation?.['~orpc'].route.path ?? '')?.[1] ?? noun
}

function isIdOption(option: string): boolean {
  return /^--(customer|invoice)-?id$/i.test(option)
}

async function idOf(client: Client, document: string, number: string): Promise<string> {
  if (uuid.test(number)) return number
  if (/customer/i.test(document)) {
    const { data } = await client.customers.list({ q: number, limit: 100 })
    const found = data.find((customer) => customer.customerNumber === number.toUpperCase())
    return found?.id ?? missing(number)
  }
  if (/invoice/i.test(document)) {
    const { data } = await client.invoices.list({ q: number, limit: 100 })
    const found = data.find(({ invoiceNumber }) => [number, number.toUpperCase()].includes(invoiceNumber))
    return found?.id ?? missing(number)
  }
  return number
}

function missing(number: string): never {
  throw new Refused('not_found', `The company has nothing numbered ${number}.`)
}

async function callAt(
  client: Client,
  [noun, verb]: readonly [Noun, string],
  input: unknown,
): Promise<unknown> {
  const operations: Record<string, unknown> = client[noun]
  const operation = operations[verb]
  if (typeof operation !== 'function') throw new Error(`The contract has no ${noun}.${verb}`)
  return operation(input)
}

function kebab(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
