import type { Platen } from '../../server/platen.ts'
import { companiesOf, personByEmail } from '../session/session.sql.ts'

/** The companies that the person of an e-mail belongs to; none when nobody here has it. */
export async function companiesOfPerson(
  { queries }: Platen,
  email: string,
): Promise<{ companyId: string; slug: string; name: string }[]> {
  const person = await personByEmail(queries, email)
  return person ? companiesOf(queries, person.userId) : []
}
