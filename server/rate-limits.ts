import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refused } from '../contract/refusals.ts'

/**
 * Limits of one process. Sign-in is limited per e-mail, so that a password cannot be guessed from many addresses, and
 * per address, so that one address cannot try many e-mails. An API key may make 100 requests a second.
 */
export interface RateLimits {
  signIn(email: string, address: string): Promise<void>
  signInSucceeded(email: string): Promise<void>
  apiKey(id: string): Promise<void>
}

export function rateLimits({ apiKeyPerSecond = 100 } = {}): RateLimits {
  const byEmail = new RateLimiterMemory({ points: 10, duration: 15 * 60 })
  const byAddress = new RateLimiterMemory({ points: 100, duration: 15 * 60 })
  const byKey = new RateLimiterMemory({ points: apiKeyPerSecond, duration: 1 })
  return {
    async signIn(email, address) {
      await consume(byAddress, address)
      await consume(byEmail, email.toLowerCase())
    },
    async signInSucceeded(email) {
      await byEmail.delete(email.toLowerCase())
    },
    apiKey: (id) => consume(byKey, id),
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000))
    throw new Refused('too_many_requests', `Too many requests: try again in ${seconds} seconds.`)
  }
}
