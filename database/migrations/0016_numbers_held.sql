-- Whether a counter steps over a value. Volatile, because it is asked after waiting for the counter: within a volatile
-- function each query sees what was committed by then, where the statement around it sees only what was there when it
-- began to wait. Otherwise a number that an import held in the meantime would be given out again.
create function invoicing.is_number_held(company uuid, of_series text, value bigint) returns boolean
  language plpgsql volatile set search_path = ''
  as $$
  begin
    return exists (
      select from invoicing.number_skips s
      where s.company_id = company and s.series = of_series and value between s.from_value and s.to_value
    );
  end $$;
revoke all on function invoicing.is_number_held from public;
grant execute on function invoicing.is_number_held to platen_app;
