import { startPlaten } from './platen-server.ts'

/** One server with the demo shop for all specs; what is set here reaches the workers. */
export default async function setUp(): Promise<() => Promise<void>> {
  const server = await startPlaten({ demo: true })
  process.env.PLATEN_BROWSER_URL = server.url
  process.env.PLATEN_BROWSER_DATA = server.dataDirectory
  return server.stop
}
