/** A change of one source file, made while the server under test is bundled: `find` stands in it exactly once. */
export interface SourcePatch {
  file: string
  find: string
  replace: string
}

/** Naive code that a proof must catch. */
export interface Mutant {
  name: string
  /** The id of the proof that must catch it. */
  proof: string
  says: string
  /** How the proof tells what it caught, so that it does not catch something else by chance. */
  caught: RegExp
  source: readonly SourcePatch[]
  /** Statements that weaken the scratch database, as the superuser. */
  database: readonly string[]
}
