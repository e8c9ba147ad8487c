import { creditProof } from './p2-credit.ts'
import { provesItself } from './proves-itself.ts'

provesItself(creditProof)
