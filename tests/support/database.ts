import { afterAll, beforeAll, inject } from 'vitest'
import { newDatabase, type TestServer } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

export interface FileDatabase {
  name: string
  adminUrl: string
  appUrl: string
}

/**
 * Called once at the top of a `.db.test.ts`: a fresh database for this file, migrated (or empty), dropped after
 * it. Its URLs are known at once; it exists inside of hooks and tests.
 */
export function testDatabase({ empty = false } = {}): FileDatabase {
  const { name, adminUrl, appUrl, create, drop } = newDatabase(inject('testServer'))
  beforeAll(() => create(empty ? 'template0' : undefined))
  afterAll(drop)
  return { name, adminUrl, appUrl }
}
