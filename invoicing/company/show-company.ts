import { implementing } from '../../server/operation.ts'
import { readCompany } from './company.sql.ts'

export const showCompany = implementing.company.show.handler(({ context: { tx, today } }) =>
  readCompany(tx, today),
)
