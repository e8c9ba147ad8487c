-- A charge in percent of the line items, as a rush fee often is, keeps its percentage: while the document is a draft its
-- amount follows the items.
do $$
declare
  lines regclass;
begin
  foreach lines in array array['invoicing.invoice_line_items', 'invoicing.quote_line_items']::regclass[] loop
    execute format('alter table %s add column percent_of_items numeric(7, 4), add constraint %I check (
      percent_of_items is null or (kind = ''fee'' and quantity = 1 and percent_of_items between 0 and 100))',
      lines, replace(lines::text, 'invoicing.', '') || '_percent');
  end loop;
end $$;
