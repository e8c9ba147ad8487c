import { addDays, isCivilDate } from '../../../../../invoicing/calendar/calendar.ts'
import { startOfDay } from '../../../../../invoicing/calendar/wall-clock.ts'
import { moneyText, parseMoneyInput } from '../../../../../invoicing/money/money.ts'

/** A limit as it is being typed; days are the company's. */
export interface LimitDraft {
  amount: string
  /** Empty = from now on. */
  firstDay: string
  /** Empty = open. */
  lastDay: string
  reason: string
  isRequest: boolean
  reference: string
}

export const emptyLimit: LimitDraft = {
  amount: '',
  firstDay: '',
  lastDay: '',
  reason: '',
  isRequest: false,
  reference: '',
}

interface Company {
  today: string
  timeZone: string
}

/** What is sent of it, or what is wrong with it by field of the API. A limit ends when the day after its last begins. */
export function limitContent(draft: LimitDraft, currency: string, { today, timeZone }: Company) {
  const cents = parseMoneyInput(draft.amount, currency)
  const problems: Partial<Record<string, string>> = {}
  if (typeof cents === 'string') problems.limitAmount = 'Enter an amount, such as 5,000.'
  if (draft.firstDay && !isCivilDate(draft.firstDay)) problems.effectiveAt = 'Choose a date.'
  else if (draft.firstDay && draft.firstDay < today)
    problems.effectiveAt = 'A limit begins today or later: what was sent until now was judged by another.'
  if (draft.lastDay && !isCivilDate(draft.lastDay)) problems.expiresAt = 'Choose a date.'
  else if (draft.lastDay && draft.lastDay < (draft.firstDay || today))
    problems.expiresAt = 'The last day lies before the first.'
  if (typeof cents === 'string' || Object.keys(problems).length > 0) return { content: null, problems }
  const isLater = draft.firstDay > today
  const content = {
    limitAmount: moneyText(cents, currency),
    effectiveAt: isLater ? startOfDay(draft.firstDay, timeZone) : undefined,
    expiresAt: draft.lastDay ? (startOfDay(addDays(draft.lastDay, 1), timeZone) ?? null) : null,
    reason: draft.reason.trim() || null,
    status: draft.isRequest ? ('pending' as const) : ('approved' as const),
    approvalReference: draft.isRequest ? null : draft.reference.trim() || null,
  }
  return { content, problems }
}
