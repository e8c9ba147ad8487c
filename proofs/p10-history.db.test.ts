import { historyProof } from './p10-history.ts'
import { provesItself } from './proves-itself.ts'

provesItself(historyProof)
