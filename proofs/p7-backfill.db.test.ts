import { backfillProof } from './p7-backfill.ts'
import { provesItself } from './proves-itself.ts'

provesItself(backfillProof)
