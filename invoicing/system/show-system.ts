import platen from '../../package.json' with { type: 'json' }
import { implementing } from '../../server/operation.ts'
import { readDatabase, readLastBackup, readQueue, readWorkers } from './system.sql.ts'

/** How the installation is: what one looks at before one looks for a mistake in the books. */
export const showSystem = implementing.system.show.handler(async ({ context: { tx } }) => {
  const { version, bytes, applied } = await readDatabase(tx)
  return {
    platenVersion: platen.version,
    database: {
      ...{ version, bytes },
      migrations: applied.length,
      lastMigration: applied.at(-1) ?? null,
    },
    workers: await readWorkers(tx),
    queue: await readQueue(tx),
    lastBackup: await readLastBackup(tx),
  }
})
