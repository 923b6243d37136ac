-- What has become of the follow-up and the meeting that a call agreed; as the summary has it while nothing is here.
alter table call
    add column follow_up_moved_to  timestamptz,
    add column follow_up_cancelled boolean not null default false,
    add column cancel_reason       text,                           -- free words; never leaves this database
    add column meeting_result      text,
    add column meeting_moved_to    timestamptz,
    add column meeting_moves       int     not null default 0;

-- The lists run by the time that holds now. Most calls agree nothing, so the indexes cost little.
create index follow_up_by_time on call (tenant, (coalesce(follow_up_moved_to, follow_up_at)), call_id)
    where follow_up_at is not null and not voided;
create index follow_up_by_rep on call (tenant, rep, (coalesce(follow_up_moved_to, follow_up_at)), call_id)
    where follow_up_at is not null and not voided;
create index follow_up_by_team on call (tenant, team, (coalesce(follow_up_moved_to, follow_up_at)), call_id)
    where follow_up_at is not null and not voided;
create index meeting_by_time on call (tenant, (coalesce(meeting_moved_to, meeting_at)), call_id)
    where outcome = 'C' and meeting_at is not null and not voided;
create index meeting_by_rep on call (tenant, rep, (coalesce(meeting_moved_to, meeting_at)), call_id)
    where outcome = 'C' and meeting_at is not null and not voided;
create index meeting_by_team on call (tenant, team, (coalesce(meeting_moved_to, meeting_at)), call_id)
    where outcome = 'C' and meeting_at is not null and not voided;
