import type { TestProject } from 'vitest/node'
import { startTestCluster } from './cluster.ts'

/** Once before all database tests: the server and its template. What it returns runs after the last one. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, appUrl, template, stop } = await startTestCluster()
  project.provide('testServer', { adminUrl, appUrl, template })
  return stop
}
