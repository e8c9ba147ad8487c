import type { RawBuilder } from 'kysely'

/** One promise about a company's rows, with the statement that finds what breaks it. Each runs on one snapshot. */
export interface Invariant {
  id: string
  says: string
  broken(companyId: string, today: string): RawBuilder<{ id: string }>
  /**
   * For a rule that SQL cannot say: `broken` then finds every candidate with what is to be judged, as a column `judged`
   * of JSON, and the candidates that hold are left out.
   */
  holds?(judged: unknown): boolean
}
