import { retriesProof } from './p4-retries.ts'
import { provesItself } from './proves-itself.ts'

provesItself(retriesProof)
