-- What a company prints below its name on every paper: address, phone, tax number, as it wants them.
alter table invoicing.company_settings add column letterhead text
  check (letterhead <> '' and char_length(letterhead) <= 500);
