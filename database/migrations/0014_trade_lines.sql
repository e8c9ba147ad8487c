-- A line may carry a size run, imprints, and whether the goods are the customer's own. Amounts and quantities inside are
-- decimal text, as in the API.

create function invoicing.line_sizes_hold(sizes jsonb, quantity numeric) returns boolean
  language sql immutable parallel safe set search_path = ''
  as $$
    select case when jsonb_typeof(sizes) <> 'array' then false else (
      select count(*) between 1 and 60 and sum(case when s.size ->> 'quantity' ~ '^\d{1,7}(\.\d{1,4})?$'
            then (s.size ->> 'quantity')::numeric end) = quantity
        and bool_and(coalesce(char_length(s.size ->> 'size') between 1 and 20
          and s.size ->> 'quantity' ~ '^\d{1,7}(\.\d{1,4})?$' and s.size ->> 'quantity' ~ '[1-9]'
          and s.size ->> 'upcharge' ~ '^\d{1,13}(\.\d{1,2})?$', false))
      from jsonb_array_elements(sizes) s (size)
    ) end
  $$;

create function invoicing.line_imprints_hold(imprints jsonb) returns boolean
  language sql immutable parallel safe set search_path = ''
  as $$
    select case when jsonb_typeof(imprints) <> 'array' then false else (
      select count(*) between 1 and 20 and bool_and(coalesce(char_length(i.imprint ->> 'location') between 1 and 60
        and char_length(i.imprint ->> 'technique') between 1 and 60
        and coalesce(i.imprint ->> 'colors', '1') ~ '^[1-9]\d?$'
        and coalesce(i.imprint ->> 'price', '0') ~ '^\d{1,13}(\.\d{1,2})?$', false))
      from jsonb_array_elements(imprints) i (imprint)
    ) end
  $$;

-- What a line comes to, said a second time: `platen verify` compares it with what was kept.
create function invoicing.line_total(quantity numeric, unit_price numeric, sizes jsonb, imprints jsonb, decimals int)
  returns numeric
  language sql immutable parallel safe set search_path = ''
  as $$
    select case when sizes = '[]' then round(quantity * unit_price, decimals) else (
        select sum(round((s.size ->> 'quantity')::numeric * (unit_price + (s.size ->> 'upcharge')::numeric), decimals))
        from jsonb_array_elements(sizes) s (size)
      ) end + (
        select coalesce(sum(round(quantity * (i.imprint ->> 'price')::numeric, decimals)), 0)
        from jsonb_array_elements(imprints) i (imprint)
      )
  $$;

-- Quotes have lines of the same kind.
do $$
declare
  lines text;
begin
  foreach lines in array array['invoice_line_items', 'quote_line_items']
  loop
    continue when to_regclass('invoicing.' || lines) is null;
    execute format(
      'alter table invoicing.%1$I
         add column sizes jsonb not null default ''[]'',
         add column imprints jsonb not null default ''[]'',
         add column furnished boolean not null default false,
         add constraint %1$s_sizes check (sizes = ''[]'' or invoicing.line_sizes_hold(sizes, quantity)),
         add constraint %1$s_imprints check (imprints = ''[]'' or invoicing.line_imprints_hold(imprints)),
         add constraint %1$s_furnished check (not furnished or unit_price = 0
           and not sizes @? ''$[*].upcharge ? (@ like_regex "[1-9]")'')', lines);
  end loop;
end $$;
