import { type RawBuilder, sql } from 'kysely'

/** A line of `platen verify`: one promise about the rows of a company. */
export interface Line {
  id: string
  says: string
}

/** One promise, with the statement that finds what breaks it. Each runs on one snapshot. */
export interface Invariant extends Line {
  broken(companyId: string, today: string): RawBuilder<{ id: string }>
  /** Whether many rows fall into few groups, which are then counted in a table instead of being sorted. */
  hasFewGroups?: boolean
  /**
   * For a rule that SQL cannot say: `broken` then finds every candidate with what is to be judged, as a column `judged`
   * of JSON, and the candidates that hold are left out.
   */
  holds?(judged: unknown): boolean
}

/** Several promises that one look through many rows judges together; each row found says which line it breaks. */
export interface Look {
  lines: readonly Line[]
  broken(companyId: string, today: string): RawBuilder<{ line: string; id: string }>
}

/** What a look selects and where, given what breaks each line, as conditions on the row at hand. */
export function judging(broken: Record<string, RawBuilder<unknown>>) {
  const conditions = Object.entries(broken)
  const lines = conditions.map(([line, condition]) => sql`case when ${condition} then ${sql.lit(line)} end`)
  return {
    line: sql`unnest(array_remove(array[${sql.join(lines)}], null))`,
    anyBroken: sql`(${sql.join(
      conditions.map(([, condition]) => condition),
      sql` or `,
    )})`,
  }
}
