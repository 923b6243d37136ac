-- The flags of a call that somebody has looked at and let stand; flags holds the others.
alter table call add column dismissed_flags text[] not null default '{}';
