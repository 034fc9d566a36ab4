-- Who helps with a theme, and networks of it, as /get-involved asks: without it each question reads every entry.
create index finder_entries_help on finder_entries using gin (themes) where kind in ('support', 'network');
