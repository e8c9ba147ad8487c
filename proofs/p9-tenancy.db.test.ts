import { tenancyProof } from './p9-tenancy.ts'
import { provesItself } from './proves-itself.ts'

provesItself(tenancyProof)
