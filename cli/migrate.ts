import { pendingMigrations } from '../database/migrate.ts'
import { readSettings } from '../server/settings.ts'
import { openDatabase, prepareDatabase, reaching } from './open-platen.ts'
import { print } from './print.ts'

/** `platen migrate`: brings the database up to this version and tells what was applied. */
export async function migrateDatabase({ json, dryRun }: { json?: boolean; dryRun?: boolean }): Promise<void> {
  const settings = readSettings(process.env)
  const database = await openDatabase(settings, 'guest')
  const name = settings.databaseUrl ? 'DATABASE_URL' : 'The embedded database'
  try {
    if (dryRun) {
      const pending = await reaching(database, name, () => pendingMigrations(database.appUrl))
      const text = pending.length > 0 ? `Would apply ${pending.join(', ')}` : 'The database is up to date'
      print(json ? { pending } : text, json)
      return
    }
    const applied = await prepareDatabase(database, name)
    const text = applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date'
    print(json ? { applied } : text, json)
  } finally {
    await database.close()
  }
}
