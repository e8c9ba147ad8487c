-- What a figure of the whole company came from, newest first, and its sum without a look at the rows.
create index receivable_entries_by_day on invoicing.receivable_entries (company_id, posting_date, id)
  include (amount, currency, kind, invoice_id, credit_memo_id);
