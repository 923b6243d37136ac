-- ---- the directory, as call-service publishes it

create table rep (
    tenant   text collate "C" not null,
    rep      text collate "C" not null,
    revision int not null,
    name     text,                         -- null until somebody has told it
    active   boolean not null,
    primary key (tenant, rep)
);

create table team (
    tenant   text collate "C" not null,
    team     text collate "C" not null,
    revision int not null,
    name     text,                         -- null until somebody has told it
    active   boolean not null,
    primary key (tenant, team)
);

-- What holds for a whole company. One without a row has set nothing: UTC, en.
create table company (
    tenant    text collate "C" primary key,
    revision  int not null,
    time_zone text not null,               -- IANA name: where its days begin and end
    languages text[] not null              -- the preferred one first
);

-- ---- what a company's rates are, every version that there ever was

create table metrics (
    tenant     text collate "C" not null,
    version    int not null,               -- 1, 2, 3 …; a row of version 0 has no rates, it is locked while one is added
    own        jsonb not null,             -- the company's own rates: id, label, numerator, denominator
    changed_at timestamptz not null default now(),
    changed_by text not null,              -- the subject of the token
    primary key (tenant, version)
);

-- ---- calls

alter table call
    -- Summary and telephony contradict each other: for review.
    add column flagged boolean not null generated always as (cardinality(flags) > 0) stored;

drop index call_by_time;

-- The two edges of a period, less than an hour each, are read from this index alone; per customer all of the period.
create index call_by_time on call (tenant, started_at)
    include (rep, team, campaign, direction, status, outcome, talk_seconds, flagged, customer_id)
    where not voided;

-- A customer's calls in which it was reached, the first one first.
create index call_reaching on call (tenant, customer_id, started_at, call_id)
    where not voided and outcome in ('BL', 'CUT', 'RJ', 'NO_NEED', 'FOLLOW_UP', 'D', 'C');

-- Of each customer that was ever reached, or was once believed to be, the first call that reached it: a copy of what the
-- call counts for. Locked before it is looked up anew, so that writers at the same time see each other's calls. A table of
-- its own and no mark on the calls: those are locked before.
create table first_call (
    tenant       text collate "C" not null,
    customer_id  text collate "C" not null,
    call_id      text collate "C",         -- null, and everything after it: none reached it after all
    rep          text collate "C",
    team         text collate "C",
    campaign     text collate "C",
    direction    text collate "C",
    started_at   timestamptz,
    status       text collate "C",
    outcome      text collate "C",
    talk_seconds int,
    flagged      boolean,
    primary key (tenant, customer_id)
);

create index first_call_by_time on first_call (tenant, started_at)
    include (rep, team, campaign, direction, status, outcome, talk_seconds, flagged, call_id)
    where call_id is not null;

insert into first_call
select distinct on (tenant, customer_id) tenant, customer_id, call_id, rep, team, campaign, direction, started_at, status,
    outcome, talk_seconds, flagged
from call
where not voided and outcome in ('BL', 'CUT', 'RJ', 'NO_NEED', 'FOLLOW_UP', 'D', 'C')
order by tenant, customer_id, started_at, call_id;

-- ---- counters

-- The calls that are not voided, counted by the hour and by the day (of UTC) of their start, each once with the rep and
-- once, without, for the whole team: a long period of many reads few rows. Changed in the statement that changes the
-- calls, so that all agree in every snapshot. Wide: one row for all the counts that a call can move.
-- Without checks of "not below 0" on purpose: they would be applied to the difference that is proposed for insertion,
-- which may well be negative, before it is added to the row that is there.
create table call_counter (
    tenant       text collate "C" not null,
    level        text collate "C" not null,  -- rep-hour, rep-day, team-hour, team-day
    at           timestamptz not null,       -- when the hour or the day begins
    rep          text collate "C",           -- also null in the levels of teams
    team         text collate "C",
    campaign     text collate "C",
    direction    text collate "C" not null,
    flagged      boolean not null,
    na           int not null,
    wn           int not null,
    bl           int not null,
    cut          int not null,
    rj           int not null,
    no_need      int not null,
    follow_up    int not null,
    d            int not null,
    c            int not null,
    pending      int not null,
    failed       int not null,
    talk_seconds bigint not null,
    -- One row per combination, also of what is missing: null equals null here.
    unique nulls not distinct (tenant, level, at, rep, team, campaign, direction, flagged)
) with (fillfactor = 80); -- Room for new versions on the same page: counting up touches no index.

-- A period of one rep or of one team, without reading everybody else's.
create index call_counter_by_rep on call_counter (tenant, level, rep, at);
create index call_counter_by_team on call_counter (tenant, level, team, at);

-- The same of first_call.
create table first_call_counter (like call_counter including indexes) with (fillfactor = 80);

insert into call_counter
select tenant, level, date_trunc(unit, started_at, 'UTC'), case when of_rep then rep end, team, campaign, direction, flagged,
    count(*) filter (where outcome = 'NA'), count(*) filter (where outcome = 'WN'),
    count(*) filter (where outcome = 'BL'), count(*) filter (where outcome = 'CUT'),
    count(*) filter (where outcome = 'RJ'), count(*) filter (where outcome = 'NO_NEED'),
    count(*) filter (where outcome = 'FOLLOW_UP'), count(*) filter (where outcome = 'D'),
    count(*) filter (where outcome = 'C'), count(*) filter (where status = 'pending'),
    count(*) filter (where status = 'failed'), coalesce(sum(talk_seconds), 0)
from call, (values ('rep-hour', 'hour', true), ('rep-day', 'day', true), ('team-hour', 'hour', false),
    ('team-day', 'day', false)) as kept (level, unit, of_rep)
where not voided
group by 1, 2, 3, 4, 5, 6, 7, 8;

insert into first_call_counter
select tenant, level, date_trunc(unit, started_at, 'UTC'), case when of_rep then rep end, team, campaign, direction, flagged,
    count(*) filter (where outcome = 'NA'), count(*) filter (where outcome = 'WN'),
    count(*) filter (where outcome = 'BL'), count(*) filter (where outcome = 'CUT'),
    count(*) filter (where outcome = 'RJ'), count(*) filter (where outcome = 'NO_NEED'),
    count(*) filter (where outcome = 'FOLLOW_UP'), count(*) filter (where outcome = 'D'),
    count(*) filter (where outcome = 'C'), count(*) filter (where status = 'pending'),
    count(*) filter (where status = 'failed'), coalesce(sum(talk_seconds), 0)
from first_call, (values ('rep-hour', 'hour', true), ('rep-day', 'day', true), ('team-hour', 'hour', false),
    ('team-day', 'day', false)) as kept (level, unit, of_rep)
where call_id is not null
group by 1, 2, 3, 4, 5, 6, 7, 8;

drop table hour_counter;
