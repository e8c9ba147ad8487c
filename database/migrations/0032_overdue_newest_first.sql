-- The newest invoices are not due yet: whoever asks for those overdue, the newest first, walks past a month of them. With the
-- due date as the last column that happens within the index, and no row is fetched that is then left out.
drop index invoicing.invoices_by_created, invoicing.invoices_by_number;
create index invoices_by_created on invoicing.invoices (company_id, created_at, id, due_date_sort);
create index invoices_by_number on invoicing.invoices (company_id, number_value, id, due_date_sort);
