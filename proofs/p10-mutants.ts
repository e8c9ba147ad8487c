import type { Mutant } from './mutant.ts'

const seal = 'invoicing/audit/audit-seal.ts'
const chain = 'invoicing/audit/audit-seals.sql.ts'
const invariants = 'invoicing/verification/audit-invariants.sql.ts'

export const historyMutants: readonly Mutant[] = [
  {
    name: 'chain-without-position',
    proof: 'P10',
    says: 'each hash covers the one before and the entry, and nobody counts',
    caught: /nobody sees positions that were given anew/,
    source: [
      { file: seal, find: `\\n\${position}\\n`, replace: '\\n' },
      { file: chain, find: `|| E'\\n' || \${position} || E'\\n' ||`, replace: `|| E'\\n' ||` },
      {
        file: invariants,
        find: `where s.position <> coalesce(s.previous_position, 0) + 1 or a.id is null`,
        replace: `where a.id is null`,
      },
      {
        file: invariants,
        find: 'and s.position = h.position',
        replace: `and encode(s.hash, 'hex') = h.hash`,
      },
    ],
    database: [],
  },
  {
    name: 'chain-without-the-hash-before',
    proof: 'P10',
    says: 'each hash covers its position and its entry alone',
    caught: /nobody sees an entry that was edited and given the hash that fits it/,
    source: [
      { file: seal, find: `\${previousHash}\\n`, replace: '' },
      {
        file: chain,
        find: `encode(\${previous}, 'hex') || E'\\n' || \${position}`,
        replace: `\${position}`,
      },
    ],
    database: [],
  },
  {
    name: 'heads-kept-inside',
    proof: 'P10',
    says: 'no head is compared that was noted outside the database',
    caught: /nobody sees a tail that was cut/,
    source: [
      {
        file: 'invoicing/verification/verify-company.ts',
        find: '[...invariants, headInvariant(heads)]',
        replace: '[...invariants]',
      },
    ],
    database: [],
  },
]
