import { defineConfig } from 'vitest/config'

/** Reading the modules anew for every file took longer than most tests; none of them keeps anything in a module. */
const isolate = false
const elsewhere = ['**/node_modules/**', 'dist/**', 'data/**', 'tests/browser/**']

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          isolate,
          include: ['**/*.test.{ts,tsx}', '**/*.property.test.ts'],
          exclude: [...elsewhere, '**/*.db.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'db',
          isolate,
          include: ['**/*.db.test.ts'],
          exclude: elsewhere,
          globalSetup: ['tests/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
