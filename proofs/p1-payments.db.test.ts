import { paymentsProof } from './p1-payments.ts'
import { provesItself } from './proves-itself.ts'

provesItself(paymentsProof)
