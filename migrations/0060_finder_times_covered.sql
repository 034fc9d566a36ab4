-- "Free, near, today" is answered from one index and nothing else: all that filters need of a time stands in it, and its points are such as an index
-- can give back (metres of the national grid, as the points of entries).
drop index finder_times_near;
alter table finder_times alter column point type point using point(ST_X(point), ST_Y(point));
create index finder_times_near on finder_times using gist (day, point) include (entry_id, starts, ends, sure, holiday, min_age, max_age, free, kind);
-- The nearest entries first: of points like these the index knows the very distance, and no row is kept waiting for others that may be nearer.
create index finder_entries_flat on finder_entries using gist (point(ST_X(point), ST_Y(point)));
