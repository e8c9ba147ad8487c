import { badInputProof } from './p12-bad-input.ts'
import { provesItself } from './proves-itself.ts'

provesItself(badInputProof)
