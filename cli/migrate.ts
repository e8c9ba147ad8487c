import { readSettings } from '../server/settings.ts'
import { openDatabase, prepareDatabase } from './open-platen.ts'
import { print } from './print.ts'

/** `platen migrate`: brings the database up to this version and tells what was applied. */
export async function migrateDatabase({ json }: { json?: boolean }): Promise<void> {
  const settings = readSettings(process.env)
  const database = await openDatabase(settings, 'guest')
  try {
    const applied = await prepareDatabase(
      database,
      settings.databaseUrl ? 'DATABASE_URL' : 'The embedded database',
    )
    print(
      json
        ? { applied }
        : applied.length > 0
          ? `Applied ${applied.join(', ')}`
          : 'The database is up to date',
      json,
    )
  } finally {
    await database.close()
  }
}
