-- The true counts behind the figures of a frozen edition, as the tables a release protects before anything of them is public. Nobody reads them but a release.
alter table needs_assessment_editions add column figures jsonb not null default '[]';
