import { z } from 'zod'

/** A civil date in the company's time zone. */
export const civilDate = z.iso
  .date('must be a date that exists, written YYYY-MM-DD')
  .refine((date) => date >= '1900-01-01' && date <= '2199-12-31', 'must lie between 1900 and 2199')
  .meta({ description: 'Date as YYYY-MM-DD', examples: ['2026-11-21'] })

/** An instant, always written in UTC. */
export const instant = z.iso
  .datetime('must be an instant in UTC, such as 2026-11-21T14:30:00Z')
  .refine((text) => text >= '1900' && text < '2200', 'must lie between 1900 and 2199')
  .meta({ description: 'Instant, ISO 8601 with Z' })
