import { refusalOf } from '../../app/api.ts'
import { ErrorState } from './ErrorState.tsx'
import { NotFound } from './NotFound.tsx'

interface PageErrorProps {
  error: unknown
  onRetry: () => void
}

/** What stands where a page should be: trying again helps against a lost connection, not against a wrong address. */
export function PageError({ error, onRetry }: PageErrorProps) {
  const { code, fields, message } = refusalOf(error)
  if (code === 'not_found') return <NotFound detail={message} />
  // The address holds an id that is none.
  if (code === 'invalid_input' && fields.some(({ path }) => /(^id|Id)$/.test(path))) return <NotFound />
  return <ErrorState error={error} onRetry={onRetry} />
}
