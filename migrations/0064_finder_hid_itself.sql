-- An entry that the house itself hid, since nobody said that it is still right, is put back by whoever answers for it. What a person hid is not, whatever
-- words they gave for it: so a mark tells the two apart, and no text does.
alter table opportunities add column hid_itself boolean not null default false;

-- Who hid it last stands in the trail; where the trail no longer goes back so far, the words of the house tell.
update opportunities o set hid_itself = true
where o.state = 'hidden' and o.source_id is null and coalesce(
  (select a.who = 'finder' from audit a where a.object = 'opportunity/' || o.id and a.what = 'opportunity.hidden' order by a.id desc limit 1),
  o.state_reason ~ '^Nobody said by [0-9]{1,2} [A-Z][a-z]+ [0-9]{4} that it is still right$');

alter table opportunities add constraint opportunities_hid_itself check (hid_itself <= (state = 'hidden'));

-- An address nobody may know is in no borough, so that lists of one borough after another do not tell it (entries/public.ts).
update finder_entries e set borough_id = null
from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
where e.id = o.id and v.body #>> '{venue,safe}' = 'true';
