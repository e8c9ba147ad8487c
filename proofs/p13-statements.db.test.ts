import { statementsProof } from './p13-statements.ts'
import { provesItself } from './proves-itself.ts'

provesItself(statementsProof)
