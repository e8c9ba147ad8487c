import { describe, expect, inject, test } from 'vitest'
import '../tests/support/database.ts'
import { mutants } from './mutants.ts'
import { missOf, type Proof } from './proof.ts'

/** Long enough for a machine that does much else. */
const timeout = 300_000

/** The tests of a proof: in small size it holds on the real code, and catches each kind of naive code for what it is. */
export function provesItself(proof: Proof): void {
  // A seed of its own for every run finds more in time; it is part of the test's name, to repeat it with.
  const seed = Math.floor(Math.random() * 2 ** 31)
  const trial = () => ({ server: inject('testServer'), size: 'small' as const, seed })

  describe(`${proof.id}: ${proof.promise} (seed ${seed})`, () => {
    test('holds', { timeout }, async () => {
      expect((await missOf(proof, { ...trial(), mutant: null }))?.message).toBeUndefined()
    })

    const own = mutants.filter((mutant) => mutant.proof === proof.id)
    test.each(own)('catches the mutant $name', { timeout }, async (mutant) => {
      const miss = await missOf(proof, { ...trial(), mutant })
      expect(miss?.message).toMatch(mutant.caught)
    })
  })
}
