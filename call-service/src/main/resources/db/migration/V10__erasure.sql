-- Calls from which everything was taken that a person could be known by; for good.
alter table call add column erased boolean not null default false;

-- Numbers whose person was erased. What began before that brings nothing of them back, whenever it arrives.
create table erased_number (
    tenant      text        not null,
    number_hash bytea       not null, -- keyed: nobody can try all numbers to see whose it was
    erased_at   timestamptz not null,
    primary key (tenant, number_hash)
);

-- By what else than its present number a call can be a person's: voided calls, and numbers that a call had once.
create index call_voided_by_phone on call (tenant, phone) where voided and phone is not null;
create index call_revision_by_phone on call_revision (tenant, (state ->> 'phone'));

-- How far each tenant's calls and contacts have been looked through for what is older than it is to be kept.
create table retention_progress (
    tenant     text        not null primary key,
    started_at timestamptz not null default '1970-01-01T00:00:00Z', -- calls: all up to this one
    call_id    text        not null default '',
    phone      text        not null default ''           -- contacts: round and round
);

-- The calls that going on from there would miss: voided ones, which call_by_time leaves out, and those that were recorded or
-- changed when they were nearly as old as the shortest time that calls can be kept for, a month. Most calls are neither.
create index call_late on call (tenant, started_at, call_id)
    where (voided or changed_at - started_at > interval '27 days') and not erased;

-- An erased call has lost its number, and still it failed with one: or its trunk would be excused for fewer failures, and
-- the numbers of the others would be blamed in its stead.
drop index call_blaming_trunk;
create index call_blaming_trunk on call (tenant, telephony_trunk, started_at)
    where telephony_result in ('NUMBER_DOES_NOT_EXIST', 'NUMBER_CHANGED', 'BAD_FORMAT', 'SUSPENDED', 'UNREACHABLE',
                               'REJECTED', 'NO_ROUTE', 'SYSTEM_FAILURE')
        and given_outcome is null and telephony_trunk is not null and (phone is not null or erased)
        and direction = 'OUTBOUND' and not voided;
