import type { LinkProps } from '@tanstack/react-router'
import type { NewsItem } from '../../../contract/dashboard.ts'

/** What was done, said behind the number or name of what it was done to. */
const verbs: Readonly<Record<string, string>> = {
  'customers.create': 'is a new customer',
  'customers.update': 'changed',
  'customers.setStatus': 'changed status',
  'customers.remove': 'removed',
  'quotes.create': 'drafted',
  'quotes.update': 'changed',
  'quotes.send': 'sent',
  'quotes.accept': 'accepted',
  'quotes.decline': 'declined',
  'quotes.revise': 'has a new version',
  'quotes.duplicate': 'drafted',
  'jobs.create': 'started',
  'jobs.update': 'changed',
  'invoices.create': 'drafted',
  'invoices.update': 'changed',
  'invoices.send': 'sent',
  'invoices.void': 'voided',
  'creditMemos.create': 'issued',
  'creditMemos.void': 'voided',
  'creditMemos.allocate': 'put to invoices',
  'creditMemos.releaseAllocation': 'taken back from an invoice',
  'writeOffs.create': 'written off',
  'reminders.send': 'reminded of',
}

/** Money is told by what happened, then what it was for. */
const money: Readonly<Record<string, { on: string; alone: string }>> = {
  'payments.record': { on: 'Payment on', alone: 'Payment received' },
  'payments.receive': { on: 'Payment on', alone: 'Payment received' },
  'invoices.markPaid': { on: 'Payment on', alone: 'Payment received' },
  'quotes.deposit': { on: 'Deposit on', alone: 'Deposit received' },
  'payments.allocate': { on: 'Payment put to', alone: 'Payment put to invoices' },
  'payments.releaseAllocation': {
    on: 'Payment taken back from',
    alone: 'Payment taken back from an invoice',
  },
  'payments.reverse': { on: 'Payment reversed:', alone: 'Payment reversed' },
  'payments.refund': { on: 'Refund of', alone: 'Money refunded' },
  'credit.apply': { on: 'Credit put to', alone: 'Credit put to invoices' },
  'credit.refund': { on: 'Refund of', alone: 'Money refunded' },
}

/** A piece of news in words, such as "INV-0042 sent" or "Payment on INV-0042". */
export function newsText({ operation, entity, label, customerName }: NewsItem): string {
  const isOfCustomer = label === null || label === customerName
  const moved = money[operation]
  if (moved) return isOfCustomer ? moved.alone : `${moved.on} ${label}`
  const name = label ?? nouns[entity]
  return `${name} ${verbs[operation] ?? 'changed'}`
}

const nouns: Record<NewsItem['entity'], string> = {
  customer: 'A customer',
  quote: 'A quote',
  job: 'A job',
  invoice: 'An invoice',
  payment: 'A payment',
  refund: 'A refund',
  credit_memo: 'A credit memo',
}

const pages: Partial<Record<NewsItem['entity'], LinkProps['to']>> = {
  customer: '/customers/$id',
  quote: '/quotes/$id',
  job: '/jobs/$id',
  invoice: '/invoices/$id',
  payment: '/payments/$id',
  credit_memo: '/credit-memos/$id',
}

/** Where the news is about; undefined for what has no page. A customer who was removed has none any more. */
export function pageOf({ entity, operation }: NewsItem): LinkProps['to'] | undefined {
  return operation === 'customers.remove' ? undefined : pages[entity]
}
