-- A function with a setting of its own is called for each row; without one the planner puts its expression in place. It names
-- nothing that a search path could change.
alter function invoicing.rollup_day(text, date, date) reset search_path;
