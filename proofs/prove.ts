import { parseArgs } from 'node:util'
import { startTestCluster } from '../tests/support/cluster.ts'
import { mutants } from './mutants.ts'
import { paymentsProof } from './p1-payments.ts'
import { creditProof } from './p2-credit.ts'
import { numbersProof } from './p3-numbers.ts'
import { retriesProof } from './p4-retries.ts'
import { durabilityProof } from './p5-durability.ts'
import { backfillProof } from './p7-backfill.ts'
import { totalsProof } from './p8-totals.ts'
import { tenancyProof } from './p9-tenancy.ts'
import { historyProof } from './p10-history.ts'
import { backupProof } from './p11-backup.ts'
import { badInputProof } from './p12-bad-input.ts'
import { statementsProof } from './p13-statements.ts'
import { datesProof } from './p14-dates.ts'
import { Miss, missOf, type Proof, type Size } from './proof.ts'

const proofs: readonly Proof[] = [
  paymentsProof,
  creditProof,
  numbersProof,
  retriesProof,
  durabilityProof,
  backfillProof,
  totalsProof,
  tenancyProof,
  historyProof,
  backupProof,
  badInputProof,
  statementsProof,
  datesProof,
]

const usage = `npm run prove                      lists the proofs
npm run prove -- NAME              runs one (P1 or payments); "all" runs all of them
  --full                           in full size
  --seed N                         with the choices of an earlier run
  --mutant                         puts naive code in its place, each kind in turn, which the proof must catch`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      full: { type: 'boolean', default: false },
      mutant: { type: 'boolean', default: false },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const wanted = positionals[0]
  if (wanted === undefined || values.help) return list()
  const chosen =
    wanted === 'all'
      ? proofs
      : proofs.filter(({ id, name }) => [id.toLowerCase(), name].includes(wanted.toLowerCase()))
  if (chosen.length === 0) throw new Error(`There is no proof "${wanted}".\n\n${usage}`)
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
  if (!Number.isSafeInteger(seed)) throw new Error('--seed takes a whole number')
  const size: Size = values.full ? 'full' : 'small'
  for (const proof of chosen) {
    if (!(await (values.mutant ? proveMutants : prove)(proof, size, seed))) process.exitCode = 1
  }
}

function list(): void {
  for (const { id, name, promise } of proofs) {
    console.log(`${id.padEnd(4)} ${name.padEnd(12)} ${promise}`)
    for (const mutant of mutants.filter((one) => one.proof === id)) {
      console.log(`     mutant ${mutant.name}: ${mutant.says}`)
    }
  }
  console.log(`\n${usage}`)
}

/** Runs a proof on the real code; false when the promise was broken. */
async function prove(proof: Proof, size: Size, seed: number): Promise<boolean> {
  const server = await startTestCluster({ durable: proof.durable })
  try {
    const figures = await proof.run({ server, size, seed, mutant: null })
    const told = Object.entries(figures).map(([name, figure]) => `${name} ${figure}`)
    console.log(`${proof.id} holds: ${proof.name} (${size}, seed ${seed}): ${told.join(', ')}`)
    return true
  } catch (error) {
    if (!(error instanceof Miss)) throw error
    console.error(`${proof.id} BROKEN: ${proof.name} (${size}, seed ${seed}): ${error.message}`)
    return false
  } finally {
    await server.stop()
  }
}

/** Runs a proof on each kind of naive code; false when one survives. */
async function proveMutants(proof: Proof, size: Size, seed: number): Promise<boolean> {
  const server = await startTestCluster({ durable: proof.durable })
  let allCaught = true
  try {
    for (const mutant of mutants.filter((one) => one.proof === proof.id)) {
      const miss = await missOf(proof, { server, size, seed, mutant })
      const told = miss?.message.split('\n')[0]
      if (miss && mutant.caught.test(miss.message))
        console.log(`${proof.id} mutant ${mutant.name} is caught: ${told}`)
      else {
        console.error(
          `${proof.id} mutant ${mutant.name} SURVIVES (${size}, seed ${seed})${told ? `; what was caught is: ${told}` : ''}`,
        )
        allCaught = false
      }
    }
  } finally {
    await server.stop()
  }
  return allCaught
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
})
