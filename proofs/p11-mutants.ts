import type { Mutant } from './mutant.ts'

const snapshot = 'database/backup/snapshot.ts'

export const backupMutants: readonly Mutant[] = [
  {
    name: 'backup-as-owner',
    proof: 'P11',
    says: 'a backup as the owner of the tables, whom policies show nothing',
    caught: /the backup holds 0 customers, and \d+ were confirmed/,
    source: [
      {
        file: snapshot,
        find: `const everyRowOrNone = 'set local row_security = off'`,
        replace: `const everyRowOrNone = 'set local role platen_owner'`,
      },
    ],
    database: [],
  },
  {
    name: 'backup-without-snapshot',
    proof: 'P11',
    says: 'each table is read as it is when its turn comes',
    caught: /the backup does not restore: .*(do not fit together|do not prove themselves|is broken)/s,
    source: [
      {
        file: snapshot,
        find: `await admin.query('begin isolation level repeatable read read only')`,
        replace: `await admin.query('begin read only')`,
      },
    ],
    database: [],
  },
]
