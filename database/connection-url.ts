const shape = /^(postgres(?:ql)?:\/\/)(?:([^/?#]*)@)?([^/?#@]*)(?:\/([^?#]*))?(\?[^#]*)?$/

/** The same server and login with another database. */
export function withDatabase(url: string, database: string): string {
  const [scheme, login, host, , query] = partsOf(url)
  return `${scheme}${login === undefined ? '' : `${login}@`}${host}/${encodeURIComponent(database)}${query ?? ''}`
}

/** The login's name in a connection URL, or undefined when the URL leaves it to the environment. */
export function userOf(url: string): string | undefined {
  const [, login, , , query] = partsOf(url)
  const fromQuery = new URLSearchParams(query ?? '').get('user')
  const name = fromQuery ?? decodeURIComponent(login?.split(':')[0] ?? '')
  return name === '' ? undefined : name
}

/** The URL without its password, for messages and logs. */
export function withoutPassword(url: string): string {
  const [scheme, login, host, database, query] = partsOf(url)
  const user = login?.split(':')[0]
  const shownQuery = query?.replace(/([?&]password=)[^&]*/, '$1***')
  return `${scheme}${user ? `${user}@` : ''}${host}/${database ?? ''}${shownQuery ?? ''}`
}

type Parts = [
  scheme: string,
  login: string | undefined,
  host: string,
  database: string | undefined,
  query: string | undefined,
]

function partsOf(url: string): Parts {
  const match = shape.exec(url)
  if (!match) {
    throw new Error(
      'A database URL looks like postgresql://user:password@host:5432/database; this one does not. Check ' +
        'DATABASE_URL and DATABASE_ADMIN_URL (special characters in a password are written as %40 and so on).',
    )
  }
  return [match[1] ?? '', match[2], match[3] ?? '', match[4], match[5]]
}
