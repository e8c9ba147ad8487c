import { datesProof } from './p14-dates.ts'
import { provesItself } from './proves-itself.ts'

provesItself(datesProof)
