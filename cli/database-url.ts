import { readSettings, SettingError } from '../server/settings.ts'
import { openDatabase } from './open-platen.ts'
import { print } from './print.ts'

/** `platen database url`: a connection string for psql and other tools. The embedded server answers while Platen runs. */
export async function databaseUrl({ admin, json }: { admin?: boolean; json?: boolean }): Promise<void> {
  const database = await openDatabase(readSettings(process.env), 'guest')
  try {
    const url = admin ? database.adminUrl : database.appUrl
    if (!url)
      throw new SettingError('DATABASE_ADMIN_URL is not set, so there is no admin connection to print.')
    print(json ? { url } : url, json)
  } finally {
    await database.close()
  }
}
