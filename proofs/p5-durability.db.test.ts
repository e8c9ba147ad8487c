import { durabilityProof } from './p5-durability.ts'
import { provesItself } from './proves-itself.ts'

provesItself(durabilityProof)
