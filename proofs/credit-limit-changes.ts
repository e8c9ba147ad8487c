import { textOf } from './client.ts'
import { type CreditGame, changed, type StandingLimit } from './credit-game.ts'
import { amountIn } from './money-text.ts'
import type { Random } from './random.ts'

/** Sets a limit that begins or ends at once or in a moment, has one approved that was asked for, or revokes one. */
export async function changeLimits(game: CreditGame, random: Random, customerId: string): Promise<void> {
  const soon = () => new Date(Date.now() + random.integer(20, 1_500)).toISOString()
  const limitAmount = amountIn(random.integer(0, 15) * 10_000, 'USD')
  const dice = random.integer(1, 10)
  if (dice <= 3) {
    const [place] = game.revocable.splice(random.integer(0, game.revocable.length - 1), 1)
    if (place) await setStatus(game, place, { status: 'revoked' })
  } else if (dice <= 5) {
    const asked = await setLimit(game, customerId, { limitAmount, status: 'pending' })
    if (asked) await setStatus(game, asked, { status: 'approved', approvalReference: 'Proof 1' })
  } else if (dice <= 7) await setLimit(game, customerId, { limitAmount, effectiveAt: soon() })
  else if (dice <= 9) await setLimit(game, customerId, { limitAmount, expiresAt: soon() })
  else await setLimit(game, customerId, { limitAmount })
}

export async function setLimit(
  game: CreditGame,
  customerId: string,
  limit: object,
): Promise<StandingLimit | null> {
  const made = await changed(game, 'creditLimits.create', { customerId, byCents: 0 }, () =>
    game.company.clients.accountant.post(`/customers/${customerId}/credit-limits`, limit),
  )
  if (!made) return null
  game.counts.limitsChanged += 1
  const revocable = { id: textOf(made, 'id'), customerId }
  if (made.body.status === 'approved') game.revocable.push(revocable)
  return revocable
}

async function setStatus(game: CreditGame, { id, customerId }: StandingLimit, status: object): Promise<void> {
  const made = await changed(game, 'creditLimits.setStatus', { customerId, byCents: 0 }, () =>
    game.company.clients.accountant.post(`/customers/${customerId}/credit-limits/${id}/status`, status),
  )
  if (!made) return
  game.counts.limitsChanged += 1
  if (made.body.status === 'approved') game.revocable.push({ id, customerId })
}
