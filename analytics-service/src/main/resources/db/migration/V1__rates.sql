-- Ids are compared bytewise (collate "C"): fast, the same on every machine, and untouched by upgrades of its locales.

-- Every call as of the highest revision seen so far: what the counters below are made from and can be made anew from.
create table call (
    tenant text collate "C" not null,
    call_id text collate "C" not null,
    revision int not null,
    customer_id text collate "C" not null,
    rep text collate "C",
    team text collate "C",
    campaign text collate "C",
    direction text collate "C" not null,
    started_at timestamptz not null,
    status text collate "C" not null,
    outcome text collate "C",
    talk_seconds int,
    flags text[] not null,
    voided boolean not null,
    -- The key that makes a call count once, however often it is delivered.
    primary key (tenant, call_id),
    check ((status = 'summarised') = (outcome is not null))
);

-- The two edges of a period, less than an hour each, are read from this index alone.
create index call_by_time on call (tenant, started_at)
    include (rep, team, campaign, direction, status, outcome, talk_seconds)
    where not voided;

-- The calls that are not voided, counted per hour (of UTC) of their start. Changed in the statement that changes the
-- calls, so that the two agree in every snapshot. Wide: one row for all the counters that a call can move.
-- Without checks of "not below 0" on purpose: they would be applied to the difference that is proposed for insertion,
-- which may well be negative, before it is added to the row that is there.
create table hour_counter (
    tenant text collate "C" not null,
    hour timestamptz not null,
    rep text collate "C",
    team text collate "C",
    campaign text collate "C",
    direction text collate "C" not null,
    na int not null,
    wn int not null,
    bl int not null,
    cut int not null,
    rj int not null,
    no_need int not null,
    follow_up int not null,
    d int not null,
    c int not null,
    pending int not null,
    failed int not null,
    talk_seconds bigint not null,
    -- One row per combination, also of what is missing: null equals null here.
    unique nulls not distinct (tenant, hour, rep, team, campaign, direction)
) with (fillfactor = 80); -- Room for new versions on the same page: counting up touches no index.

-- A period of one rep or of one team, without reading everybody else's hours.
create index hour_counter_by_rep on hour_counter (tenant, rep, hour);
create index hour_counter_by_team on hour_counter (tenant, team, hour);
