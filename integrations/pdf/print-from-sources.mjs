// The printing thread as it is started from the sources, where no build has made it plain JavaScript.
import { register } from 'tsx/esm/api'

register()
await import('./print-thread.ts')
