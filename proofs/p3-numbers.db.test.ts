import { numbersProof } from './p3-numbers.ts'
import { provesItself } from './proves-itself.ts'

provesItself(numbersProof)
