/**
 * The closed list of refusals. A code is stable: integrators branch on it. `status` is the HTTP status, `title` the
 * sentence that says which rule was met; the detail of each refusal says what to do instead.
 */
export const refusals = {
  malformed: { status: 400, title: 'The request could not be read.' },
  invalid_input: { status: 400, title: 'Some fields are missing, unknown or not of the right form.' },
  not_signed_in: { status: 401, title: 'Sign in, or send an API key.' },
  wrong_credentials: { status: 401, title: 'E-mail or password is not right.' },
  forbidden: { status: 403, title: 'You are not allowed to do this.' },
  no_company: { status: 403, title: 'You are not a member of a company.' },
  cross_origin: { status: 403, title: 'The session cookie works from Platen’s own pages only.' },
  not_found: { status: 404, title: 'There is no such thing here.' },
  stale_version: { status: 409, title: 'Somebody else changed this in the meantime.' },
  idempotency_key_reused: { status: 409, title: 'This idempotency key was used for another request.' },
  invoice_not_draft: { status: 409, title: 'Only a draft can be changed.' },
  invoice_not_open: { status: 409, title: 'Only a sent or partly paid invoice has something to pay.' },
  invoice_not_creditable: { status: 409, title: 'Only an issued invoice can be credited.' },
  invoice_has_credit_memo: { status: 409, title: 'An invoice with a credit memo cannot be voided.' },
  invoice_written_off: { status: 409, title: 'An invoice that was written off in part cannot be voided.' },
  credit_memo_void: { status: 409, title: 'The credit memo is void.' },
  credit_memo_used: { status: 409, title: 'The credit of the memo was used.' },
  invoice_already_void: { status: 409, title: 'The invoice is void already.' },
  invoice_paid: { status: 409, title: 'The invoice is paid.' },
  quote_not_draft: { status: 409, title: 'Only a draft quote can be changed.' },
  quote_not_sent: { status: 409, title: 'Only a quote that was sent can be answered.' },
  quote_not_accepted: { status: 409, title: 'The quote is not accepted.' },
  quote_already_invoiced: { status: 409, title: 'The quote has an invoice.' },
  customer_fixed: { status: 409, title: 'The customer is fixed.' },
  currency_fixed: { status: 409, title: 'The currency is fixed once it was used.' },
  number_series_passed: { status: 409, title: 'A number series can only rise.' },
  email_taken: { status: 409, title: 'This e-mail is in use.' },
  sign_up_closed: { status: 409, title: 'This installation has its first owner already.' },
  last_owner: { status: 409, title: 'A company keeps at least one owner.' },
  transition_not_allowed: { status: 409, title: 'This state cannot follow the one it is in.' },
  customer_has_open_documents: { status: 409, title: 'Something is still open with this customer.' },
  group_name_taken: { status: 409, title: 'There is a group of this name.' },
  activity_entry_read_only: { status: 409, title: 'The entry of an online order cannot be edited.' },
  communication_kept: { status: 409, title: 'What was sent or received stays.' },
  statement_exists: { status: 409, title: 'The period has a statement.' },
  statement_period_overlaps: { status: 409, title: 'The period overlaps another statement.' },
  payment_reversed: { status: 409, title: 'The payment was reversed.' },
  payment_refunded: { status: 409, title: 'A refunded payment cannot be reversed.' },
  reminded_today: { status: 409, title: 'The customer was reminded of this invoice today.' },
  nothing_to_allocate: { status: 409, title: 'There is no credit, or no open invoice to put it to.' },
  allocation_released: { status: 409, title: 'The allocation was taken back already.' },
  installation_not_empty: { status: 409, title: 'There is something here that would be lost.' },
  installation_in_use: { status: 409, title: 'Somebody uses this database.' },
  busy: { status: 409, title: 'Too many changes met at once.' },
  payment_exceeds_balance: { status: 422, title: 'The payment is larger than the balance.' },
  allocations_exceed_credit: { status: 422, title: 'The allocations are larger than the credit there is.' },
  credit_exceeds_invoiced: { status: 422, title: 'The credit is larger than what was invoiced.' },
  nothing_to_credit: { status: 422, title: 'A credit memo credits something.' },
  refund_exceeds_credit: { status: 422, title: 'The refund is larger than the credit there is.' },
  no_recipient: { status: 422, title: 'There is nobody to write to.' },
  customer_blocked: { status: 422, title: 'The customer is blocked.' },
  customer_inactive: { status: 422, title: 'The customer is inactive.' },
  credit_limit_exceeded: { status: 422, title: 'The credit limit would be exceeded.' },
  reason_required: { status: 422, title: 'This needs a reason.' },
  approval_required: { status: 422, title: 'This needs an approval reference.' },
  contact_not_of_customer: { status: 422, title: 'The contact belongs to nobody here.' },
  country_not_known: { status: 422, title: 'This country code is not known.' },
  postal_code_not_valid: { status: 422, title: 'The postal code does not fit its country.' },
  expires_before_effective: { status: 422, title: 'A limit expires after it begins.' },
  currency_not_supported: { status: 422, title: 'This currency is not supported.' },
  amount_not_in_currency: { status: 422, title: 'The amount has more decimals than its currency.' },
  amount_too_large: { status: 422, title: 'The amount is larger than Platen can keep.' },
  discount_exceeds_subtotal: { status: 422, title: 'Discounts together are larger than the subtotal.' },
  deposit_exceeds_total: { status: 422, title: 'The deposit is larger than the total.' },
  quote_expired: { status: 422, title: 'The quote has expired.' },
  date_in_future: { status: 422, title: 'The date lies in the future.' },
  due_before_issue: { status: 422, title: 'The due date lies before the issue date.' },
  phone_not_valid: { status: 422, title: 'This is not a phone number.' },
  date_in_closed_period: { status: 422, title: 'The books are closed for this day.' },
  invitation_not_valid: { status: 422, title: 'This invitation was used, replaced or has expired.' },
  import_match_ambiguous: { status: 422, title: 'More than one customer or address fits.' },
  import_rows_contradict: { status: 422, title: 'Two imported rows contradict each other.' },
  import_row_conflict: { status: 422, title: 'The imported row contradicts what is there.' },
  backup_not_usable: { status: 422, title: 'The backup cannot be used.' },
  backup_newer: { status: 422, title: 'The backup was written by a newer Platen.' },
  restored_books_broken: { status: 422, title: 'The books in the backup do not prove themselves.' },
  too_many_requests: { status: 429, title: 'Too many requests. Wait a moment.' },
  too_large: { status: 413, title: 'The request is too large.' },
  internal: { status: 500, title: 'Something went wrong on our side. Nothing was changed.' },
  unavailable: { status: 503, title: 'Platen is starting, or its database cannot be reached.' },
} as const satisfies Record<string, { status: number; title: string }>

export type RefusalCode = keyof typeof refusals

/** One field that was refused; `path` is dotted, as `lineItems.0.quantity`. */
export interface FieldError {
  path: string
  message: string
}

/** RFC 9457 problem+json, as every refusal is answered. */
export interface Problem {
  type: string
  title: string
  status: number
  code: RefusalCode
  detail: string
  errors: FieldError[]
}

/**
 * An expected refusal. Thrown by pure rules and operations alike; the one way in answers it as problem+json, and the
 * screens show its detail at the field that `errors` names.
 */
export class Refused extends Error {
  readonly code: RefusalCode
  readonly errors: FieldError[]

  constructor(code: RefusalCode, detail: string, errors: FieldError[] = []) {
    super(detail)
    this.name = 'Refused'
    this.code = code
    this.errors = errors
  }
}

/** A refusal of one field: the message stands at the field and as the detail. */
export function refuseField(code: RefusalCode, path: string, message: string): Refused {
  return new Refused(code, message, [{ path, message }])
}
