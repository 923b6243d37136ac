-- Whether the meeting that a call booked was missed: then its outcome is worth no tier.
alter table call_fact add column meeting_missed boolean not null default false;
