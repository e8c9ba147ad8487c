-- Entries whose document's day was closed when they were recorded. Few, so that the index costs nothing.
create index receivable_entries_late on invoicing.receivable_entries (company_id, id) where posting_date > document_date;
