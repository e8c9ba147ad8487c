import { totalsProof } from './p8-totals.ts'
import { provesItself } from './proves-itself.ts'

provesItself(totalsProof)
