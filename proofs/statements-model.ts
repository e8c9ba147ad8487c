import { addDays } from '../invoicing/calendar/calendar.ts'
import { amountIn } from './money-text.ts'
import { holds } from './proof.ts'

export interface ModelPeriod {
  periodStart: string
  periodEnd: string
}

/** What a movement adds to a column of a statement. */
interface Movement {
  column: 'invoiced' | 'paid' | 'credited'
  cents: number
  postingDate: string
}

/** A statement as it was when it was issued. */
export interface IssuedStatement extends ModelPeriod {
  id: string
  path: string
  closing: string
  checksum: string
  /** Its reply without when it was archived, and its file, byte for byte. */
  reply: string
  file: string
  isArchived: boolean
  isJudged: boolean
}

/** A customer whose days are closed by statements, as told by acknowledged answers alone. */
export class StatementCustomer {
  readonly id: string
  readonly movements: Movement[] = []
  readonly statements: IssuedStatement[] = []
  /** The last day that an acknowledged statement covers, and the last one of a statement that is under way. */
  closedThrough: string | null = null
  closing: string | null = null

  constructor(id: string) {
    this.id = id
  }

  /** The days up to which the books may be closed for somebody who asks now. */
  get closedDays(): (string | null)[] {
    return [this.closedThrough, this.closing ?? this.closedThrough]
  }

  /** A document posts on its own date, or on the first open day when that is closed. */
  judgePosting(
    what: string,
    documentDate: string,
    postingDate: string,
    closedDays: readonly (string | null)[],
  ): void {
    const possible = closedDays.map((closed) =>
      closed === null || documentDate > closed ? documentDate : addDays(closed, 1),
    )
    holds(
      possible.includes(postingDate),
      `${what} of ${documentDate} posts on ${postingDate}, not on ${[...new Set(possible)].join(' or ')}`,
    )
  }

  /** The live statement that ended last before a day. */
  predecessorOf({ periodStart }: ModelPeriod): IssuedStatement | undefined {
    return this.statements
      .filter(({ isArchived, periodEnd }) => !isArchived && periodEnd < periodStart)
      .sort((one, other) => (one.periodEnd < other.periodEnd ? 1 : -1))[0]
  }

  /** What a statement of a period must say, from the movements by their posting dates. */
  figuresOf({ periodStart, periodEnd }: ModelPeriod): Record<string, string> {
    const sum = (column: Movement['column'], isWanted: (postingDate: string) => boolean) =>
      this.movements
        .filter((movement) => movement.column === column && isWanted(movement.postingDate))
        .reduce((cents, movement) => cents + movement.cents, 0)
    const balance = (isWanted: (postingDate: string) => boolean) =>
      sum('invoiced', isWanted) - sum('paid', isWanted) - sum('credited', isWanted)
    const within = (date: string) => date >= periodStart && date <= periodEnd
    return {
      openingBalance: signed(balance((date) => date < periodStart)),
      totalInvoiced: signed(sum('invoiced', within)),
      totalPaid: signed(sum('paid', within)),
      totalCreditNotes: signed(sum('credited', within)),
      closingBalance: signed(balance((date) => date <= periodEnd)),
    }
  }
}

function signed(cents: number): string {
  return cents < 0 ? `-${amountIn(-cents, 'USD')}` : amountIn(cents, 'USD')
}
