import { backupProof } from './p11-backup.ts'
import { provesItself } from './proves-itself.ts'

provesItself(backupProof)
