-- SQL for BI tools: what a company's own database logins can read. Views in the schema bi are all that they can: they have
-- no privilege on any table, so neither rows nor the planner's samples of other companies' rows are within their reach.
-- Everybody may read the views and finds them empty, unless the role that asks stands in bi_login: rights are decided by
-- who is logged in, in one place, and a new view needs no grant to thousands of logins.
--
-- Every view of the schema is a security barrier: what a reader writes into a WHERE clause sees a row only after it was
-- found to be the reader's own. Views that other views are made of stand in public, where nobody else can read them.

-- ---- who is logged in

-- The database logins that companies were given. Readable for the service alone.
create table bi_login (
    login       text collate "C" primary key, -- the role in PostgreSQL; tells nothing of whose it is: everybody sees roles
    tenant      text collate "C" not null,
    name        text collate "C" not null,    -- what the company calls it
    created_at  timestamptz not null default now(),
    created_by  text not null,                -- the subject of the token
    valid_until timestamptz not null,
    revoked_at  timestamptz                   -- from then on it reads nothing; the role is dropped soon after
);

create index bi_login_by_name on bi_login (tenant, name);

-- Whose rows the session may see: one row, or none. By current_user, which a login cannot set: it is a member of no role.
create view bi_reader as
select bi_login.tenant, coalesce(company.time_zone, 'UTC') as zone
from bi_login left join company using (tenant)
where login = current_user and revoked_at is null and valid_until > statement_timestamp();

-- ---- the rates in force

-- RateCatalogue.BUILT_IN, for SQL. A test compares the two.
create table built_in_rate (
    position    int primary key,
    rate        text collate "C" not null unique,
    label_en    text not null,
    label_zh    text not null,
    numerator   text[] collate "C" not null,
    denominator text[] collate "C" not null
);

insert into built_in_rate
select position, rate, label_en, label_zh, numerator, denominator
from (values ('{NA,WN,BL,CUT,RJ,NO_NEED,FOLLOW_UP,D,C}'::text[], '{BL,CUT,RJ,NO_NEED,FOLLOW_UP,D,C}'::text[]))
        as outcomes (dialled, reached),
    lateral (values
        (1, 'contact', 'Contact', '接通率', reached, dialled),
        (2, 'validContact', 'Valid-number contact', '有效号码接通率', reached, array_remove(dialled, 'WN')),
        (3, 'invalid', 'Bad-number', '空错号率', '{WN}', dialled),
        (4, 'hangUp', 'Hang-up', '挂线率', '{CUT}', reached),
        (5, 'engagement', 'Engagement', '洽谈率', '{NO_NEED,D,C}', reached),
        (6, 'conversion', 'Meeting conversion', '约访转化率', '{C}', reached),
        (7, 'lead', 'Lead', '商机率', '{D,C}', reached)
    ) as rates (position, rate, label_en, label_zh, numerator, denominator);

create schema bi;

-- As RateCatalogue.with does: an own rate with the id of a built-in one stands in its place, the others follow.
create view bi.metrics with (security_barrier) as
select
    row_number() over (order by rates.built_in_position nulls last, rates.own_position)::int as position,
    rates.rate, rates.label_en, rates.label_zh, rates.numerator, rates.denominator,
    coalesce(newest.version, 0) as version
from bi_reader reader
    left join lateral (
        select version, own from metrics where tenant = reader.tenant order by version desc limit 1
    ) newest on true
    cross join lateral (
        select built_in.position as built_in_position, own.position as own_position,
            coalesce(own.rate, built_in.rate) as rate,
            case when own.rate is null then built_in.label_en else own.label ->> 'en' end as label_en,
            case when own.rate is null then built_in.label_zh else own.label ->> 'zh-CN' end as label_zh,
            coalesce(own.numerator, built_in.numerator) as numerator,
            coalesce(own.denominator, built_in.denominator) as denominator
        from built_in_rate built_in full join (
            select position, listed ->> 'id' collate "C" as rate, listed -> 'label' as label,
                array(select jsonb_array_elements_text(listed -> 'numerator')) as numerator,
                array(select jsonb_array_elements_text(listed -> 'denominator')) as denominator
            from jsonb_array_elements(newest.own) with ordinality as own (listed, position)
        ) own using (rate)
    ) rates;

-- ---- calls

create view bi.calls with (security_barrier) as
select call.call_id, call.customer_id, call.contact_role, call.rep, rep.name as rep_name, call.team, team.name as team_name,
    call.campaign, call.direction, call.started_at, call.started_at at time zone reader.zone as local_started_at,
    call.status, call.outcome,
    coalesce(call.outcome not in ('NA', 'WN'), false) as reached,
    coalesce(call.outcome in ('NO_NEED', 'D', 'C'), false) as engaged,
    call.talk_seconds, call.flagged, call.flags, call.follow_up_at, call.follow_up_cancelled, call.meeting_at,
    call.meeting_result, call.meeting_moves, call.summarised_at
from bi_reader reader
    join call on call.tenant = reader.tenant and not call.voided
    left join rep on rep.tenant = call.tenant and rep.rep = call.rep
    left join team on team.tenant = call.tenant and team.team = call.team;

-- ---- counts

-- The company's days from the first to the last with calls. The hours of UTC that lie in one whole are counted already;
-- where the zone is half an hour or so beside UTC, a day has edges that are not.
create view bi_day as
select reader.tenant, day::date as day, bounds.starts_at, bounds.ends_at,
    date_trunc('hour', bounds.starts_at + interval '59 minutes 59.999999 seconds', 'UTC') as first_hour,
    date_trunc('hour', bounds.ends_at, 'UTC') as last_hour
from bi_reader reader
    cross join lateral (
        select min(at) as first, max(at) as last from call_counter where tenant = reader.tenant and level = 'team-day'
    ) kept
    -- A condition on the day reaches this series, so that only the counters of the days that are asked for are read.
    cross join lateral generate_series(
        date_trunc('day', kept.first at time zone reader.zone), (kept.last + interval '1 day') at time zone reader.zone,
        interval '1 day') as day
    cross join lateral (select day at time zone reader.zone, (day + interval '1 day') at time zone reader.zone)
        as bounds (starts_at, ends_at);

-- What was counted, by hour and by the company's day, each once with the rep and once for the whole team.
create view bi_count as
select 'hour' as unit, kept.grouped_by, reader.tenant, counter.at as hour, counter.at at time zone reader.zone as local_hour,
    (counter.at at time zone reader.zone)::date as day, counter.rep, counter.team, counter.campaign, counter.direction,
    counter.flagged, na, wn, bl, cut, rj, no_need, follow_up, d, c, pending, failed, talk_seconds
from bi_reader reader
    cross join (values ('rep', 'rep-hour'), ('team', 'team-hour')) as kept (grouped_by, level)
    join call_counter counter on counter.tenant = reader.tenant and counter.level = kept.level
union all
select 'day', kept.grouped_by, day.tenant, null, null, day.day, rep, team, campaign, direction, flagged,
    na, wn, bl, cut, rj, no_need, follow_up, d, c, pending, failed, talk_seconds
from bi_day day
    cross join (values ('rep', 'rep-hour'), ('team', 'team-hour')) as kept (grouped_by, level)
    -- Grouped day by day, for then the planner has no choice: the days first, then their counters, by the index.
    cross join lateral (
        select rep, team, campaign, direction, flagged, sum(na) as na, sum(wn) as wn, sum(bl) as bl, sum(cut) as cut,
            sum(rj) as rj, sum(no_need) as no_need, sum(follow_up) as follow_up, sum(d) as d, sum(c) as c,
            sum(pending) as pending, sum(failed) as failed, sum(talk_seconds) as talk_seconds
        from call_counter
        where tenant = day.tenant and level = kept.level and at >= day.first_hour and at < day.last_hour
        group by rep, team, campaign, direction, flagged
    ) counted
union all
select 'day', kept.grouped_by, day.tenant, null, null, day.day, case when kept.grouped_by = 'rep' then call.rep end,
    call.team, call.campaign, call.direction, call.flagged,
    (had = 'NA')::int, (had = 'WN')::int, (had = 'BL')::int, (had = 'CUT')::int, (had = 'RJ')::int, (had = 'NO_NEED')::int,
    (had = 'FOLLOW_UP')::int, (had = 'D')::int, (had = 'C')::int, (status = 'pending')::int, (status = 'failed')::int,
    coalesce(talk_seconds, 0)
from bi_day day
    cross join lateral (values (day.starts_at, day.first_hour), (day.last_hour, day.ends_at)) as edge (from_at, to_at)
    cross join (values ('rep'), ('team')) as kept (grouped_by)
    join call on call.tenant = day.tenant and not call.voided
        and call.started_at >= edge.from_at and call.started_at < edge.to_at
    cross join lateral (select coalesce(outcome, '')) as outcome (had)
where edge.from_at < edge.to_at;

create view bi.hourly_counts with (security_barrier) as
select hour, local_hour, day, rep, rep.name as rep_name, team, team.name as team_name, campaign, direction, flagged,
    na, wn, bl, cut, rj, no_need, follow_up, d, c,
    na + wn + bl + cut + rj + no_need + follow_up + d + c as dials,
    bl + cut + rj + no_need + follow_up + d + c as reached,
    no_need + d + c as engaged,
    pending, failed, talk_seconds
from bi_count counted
    left join rep using (tenant, rep)
    left join team using (tenant, team)
where unit = 'hour' and grouped_by = 'rep'
    -- Counters that went back to nothing, by corrections, are kept.
    and na + wn + bl + cut + rj + no_need + follow_up + d + c + pending + failed > 0;

create view bi.daily_counts with (security_barrier) as
select day, rep, rep.name as rep_name, team, team.name as team_name, campaign, direction, flagged,
    na, wn, bl, cut, rj, no_need, follow_up, d, c,
    na + wn + bl + cut + rj + no_need + follow_up + d + c as dials,
    bl + cut + rj + no_need + follow_up + d + c as reached,
    no_need + d + c as engaged,
    pending, failed, talk_seconds
from (
    select tenant, day, rep, team, campaign, direction, flagged,
        sum(na)::bigint as na, sum(wn)::bigint as wn, sum(bl)::bigint as bl, sum(cut)::bigint as cut,
        sum(rj)::bigint as rj, sum(no_need)::bigint as no_need, sum(follow_up)::bigint as follow_up,
        sum(d)::bigint as d, sum(c)::bigint as c, sum(pending)::bigint as pending, sum(failed)::bigint as failed,
        sum(talk_seconds)::bigint as talk_seconds
    from bi_count
    where unit = 'day' and grouped_by = 'rep'
    group by tenant, day, rep, team, campaign, direction, flagged
) counted
    left join rep using (tenant, rep)
    left join team using (tenant, team)
where na + wn + bl + cut + rj + no_need + follow_up + d + c + pending + failed > 0;

-- ---- rates

-- Every rate of every group: of a rep in a team, of a team, of the company. The formula is that of Proportion, step by
-- step, so that not even the last digit differs.
create view bi_rate as
with counted as (
    select unit, 'rep' as grouped_by, tenant, hour, local_hour, day, rep, team, direction,
        sum(na) as na, sum(wn) as wn, sum(bl) as bl, sum(cut) as cut, sum(rj) as rj, sum(no_need) as no_need,
        sum(follow_up) as follow_up, sum(d) as d, sum(c) as c, sum(pending) + sum(failed) as others
    from bi_count where grouped_by = 'rep'
    group by unit, tenant, hour, local_hour, day, rep, team, direction
    union all
    select unit, 'team', tenant, hour, local_hour, day, null, team, direction,
        sum(na), sum(wn), sum(bl), sum(cut), sum(rj), sum(no_need), sum(follow_up), sum(d), sum(c),
        sum(pending) + sum(failed)
    from bi_count where grouped_by = 'team'
    group by unit, tenant, hour, local_hour, day, team, direction
    union all
    select unit, 'company', tenant, hour, local_hour, day, null, null, direction,
        sum(na), sum(wn), sum(bl), sum(cut), sum(rj), sum(no_need), sum(follow_up), sum(d), sum(c),
        sum(pending) + sum(failed)
    from bi_count where grouped_by = 'team'
    group by unit, tenant, hour, local_hour, day, direction
)
select counted.unit, counted.hour, counted.local_hour, counted.day, counted.grouped_by, counted.rep, rep.name as rep_name,
    counted.team, team.name as team_name, counted.direction, metrics.rate, part.numerator, part.denominator, share.value,
    case when part.denominator > 0 and part.numerator = 0 then 0 else (centre - reach) / width end as low,
    case when part.denominator > 0 and part.numerator = part.denominator then 1 else (centre + reach) / width end as high
from counted
    cross join bi.metrics
    cross join lateral (
        select coalesce(sum(calls) filter (where outcome = any (metrics.numerator)), 0)::bigint as numerator,
            coalesce(sum(calls) filter (where outcome = any (metrics.denominator)), 0)::bigint as denominator
        from (values ('NA', na), ('WN', wn), ('BL', bl), ('CUT', cut), ('RJ', rj), ('NO_NEED', no_need),
            ('FOLLOW_UP', follow_up), ('D', d), ('C', c)) as counts (outcome, calls)
    ) part
    cross join lateral (
        select part.numerator::float8 / nullif(part.denominator, 0) as value, part.denominator::float8 as n,
            1.959964::float8 as z
    ) share
    cross join lateral (
        select 2 * n * value + z * z as centre, z * sqrt(z * z + 4 * n * value * (1 - value)) as reach,
            2 * (n + z * z) as width
    ) score
    left join rep on rep.tenant = counted.tenant and rep.rep = counted.rep
    left join team on team.tenant = counted.tenant and team.team = counted.team
where na + wn + bl + cut + rj + no_need + follow_up + d + c + others > 0;

create view bi.hourly_rates with (security_barrier) as
select hour, local_hour, day, grouped_by, rep, rep_name, team, team_name, direction, rate, numerator, denominator, value,
    low, high
from bi_rate where unit = 'hour';

create view bi.daily_rates with (security_barrier) as
select day, grouped_by, rep, rep_name, team, team_name, direction, rate, numerator, denominator, value, low, high
from bi_rate where unit = 'day';

-- ---- tiers and deals

create view bi.tier_changes with (security_barrier) as
select change.position, change.customer_id, change.version, change.kind, change.from_tier, change.to_tier, change.reason,
    change.standard, change.cause, change.rep, rep.name as rep_name, change.team, team.name as team_name,
    change.at as changed_at, change.at at time zone reader.zone as local_changed_at
from bi_reader reader
    join tier_change change on change.tenant = reader.tenant
    left join rep on rep.tenant = change.tenant and rep.rep = change.rep
    left join team on team.tenant = change.tenant and team.team = change.team;

create view bi.customer_tiers with (security_barrier) as
select coalesce(customer.customer_id, newest.customer_id) as customer_id, newest.to_tier as tier, newest.at as since,
    coalesce(customer.status, 'open') as status, coalesce(customer.round, 1) as round,
    customer.owner_rep, rep.name as owner_rep_name, customer.owner_team, team.name as owner_team_name, customer.referred_by,
    profile ->> 'industry' as industry, profile ->> 'region' as region, profile ->> 'stage' as stage,
    (profile -> 'headCount')::numeric as head_count, profile ->> 'urgency' as urgency,
    profile ->> 'decisionProcess' as decision_process, (profile -> 'usualBudget')::numeric as usual_budget,
    profile ->> 'buyingHabit' as buying_habit, profile ->> 'sourceKind' as source_kind,
    profile ->> 'sourceName' as source_name
from (select customer.* from bi_reader reader join customer using (tenant)) customer
    full join (
        select distinct on (customer_id) tenant, customer_id, to_tier, at
        from bi_reader reader join tier_change using (tenant)
        where kind = 'changed'
        order by customer_id, version desc
    ) newest using (tenant, customer_id)
    left join rep on rep.tenant = customer.tenant and rep.rep = customer.owner_rep
    left join team on team.tenant = customer.tenant and team.team = customer.owner_team
where customer.merged_into is null;

create view bi.closings with (security_barrier) as
select closing.closing_id, closing.customer_id, closing.round, closing.result,
    closing.reopening_kind is distinct from 'again' as stands, closing.reasons[1] as main_reason, closing.competitor,
    closing.amount, closing.currency, closing.closed_at, closing.closed_at at time zone reader.zone as local_closed_at,
    closing.rep, rep.name as rep_name, closing.team, team.name as team_name, closing.tier, closing.basis, closing.standard,
    closing.reopening_kind, closing.reopening_at as reopened_at
from bi_reader reader
    join closing on closing.tenant = reader.tenant
    left join rep on rep.tenant = closing.tenant and rep.rep = closing.rep
    left join team on team.tenant = closing.tenant and team.team = closing.team;

create view bi.closing_reasons with (security_barrier) as
select closing.closing_id, listed.position::int as position, listed.reason, closing.customer_id, closing.result,
    closing.reopening_kind is distinct from 'again' as stands, closing.closed_at, closing.rep, closing.team
from bi_reader reader
    join closing on closing.tenant = reader.tenant
    cross join lateral unnest(closing.reasons) with ordinality as listed (reason, position);

create view bi.unmet_criteria with (security_barrier) as
select closing.closing_id, listed.criterion ->> 'tier' as tier, listed.criterion ->> 'criterion' as criterion,
    closing.customer_id, closing.result, closing.reopening_kind is distinct from 'again' as stands, closing.closed_at,
    closing.rep, closing.team
from bi_reader reader
    join closing on closing.tenant = reader.tenant
    cross join lateral jsonb_array_elements(closing.unmet) as listed (criterion);

-- ---- the directory

create view bi.reps with (security_barrier) as
select rep.rep, rep.name, rep.active from bi_reader reader join rep using (tenant);

create view bi.teams with (security_barrier) as
select team.team, team.name, team.active from bi_reader reader join team using (tenant);

-- ---- what everybody may do

grant usage on schema bi to public;
grant select on all tables in schema bi to public;

-- Nothing else: no temporary tables (they would be a place to write to, and to shadow names in), nothing of one's own in
-- public (databases that come from before PostgreSQL 15 allow that).
do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$;
revoke create on schema public from public;

-- ---- what it all means

comment on view bi.metrics is 'The rates in force: the built-in ones with the company''s own, as GET /v1/metrics answers them.';
comment on column bi.metrics.position is 'Order in which answers have them, from 1.';
comment on column bi.metrics.rate is 'The rate''s id.';
comment on column bi.metrics.label_en is 'Its English label; null for none.';
comment on column bi.metrics.label_zh is 'Its Chinese label; null for none.';
comment on column bi.metrics.numerator is 'The outcomes that it is about.';
comment on column bi.metrics.denominator is 'The outcomes among which they are counted.';
comment on column bi.metrics.version is 'Version of the company''s own rates; 0 while it has none.';

comment on view bi.calls is 'Every call as of its latest revision; voided ones are left out. Conditions on started_at are fast.';
comment on column bi.calls.call_id is 'The call''s id.';
comment on column bi.calls.customer_id is 'Whom we talked with.';
comment on column bi.calls.contact_role is 'Role of the person called: EB, UB, TB; null when not known.';
comment on column bi.calls.rep is 'Who called; null when nobody took the call.';
comment on column bi.calls.team is 'The rep''s team at the time of the call; null for none.';
comment on column bi.calls.campaign is 'The campaign; null for none.';
comment on column bi.calls.direction is 'outbound (we called) or inbound.';
comment on column bi.calls.started_at is 'When it began.';
comment on column bi.calls.local_started_at is 'When it began, by the clock of the company''s time zone.';
comment on column bi.calls.status is 'summarised (has an outcome), pending (not summarised yet) or failed (the network''s fault).';
comment on column bi.calls.outcome is 'NA, WN, BL, CUT, RJ, NO_NEED, FOLLOW_UP, D or C; null unless summarised.';
comment on column bi.calls.reached is 'Whether somebody was reached: an outcome other than NA and WN.';
comment on column bi.calls.engaged is 'Whether the pitch was heard: outcome NO_NEED, D or C.';
comment on column bi.calls.talk_seconds is 'Talk time in seconds; null when not known.';
comment on column bi.calls.flagged is 'Whether summary and telephony system contradict each other.';
comment on column bi.calls.flags is 'In which ways they do.';
comment on column bi.calls.follow_up_at is 'When a follow-up was agreed for; null for none.';
comment on column bi.calls.follow_up_cancelled is 'Whether it was called off.';
comment on column bi.calls.meeting_at is 'When a meeting was agreed for; null for none.';
comment on column bi.calls.meeting_result is 'held or missed; null while it is open.';
comment on column bi.calls.meeting_moves is 'How often the meeting was moved.';
comment on column bi.calls.summarised_at is 'When the summary was first there; null when not known.';
comment on column bi.calls.rep_name is 'What the directory calls the rep; null where nobody has told it.';
comment on column bi.calls.team_name is 'What the directory calls the team; null where nobody has told it.';

comment on view bi.hourly_counts is 'Calls counted per hour, rep, team, campaign, direction and flag; rows add up to any group.';
comment on column bi.hourly_counts.hour is 'When the hour begins (UTC). Conditions on it are fast.';
comment on column bi.hourly_counts.local_hour is 'When it begins, by the clock of the company''s time zone.';
comment on column bi.hourly_counts.day is 'The company''s day in which it begins.';
comment on column bi.hourly_counts.rep is 'The rep''s id; null for calls of no rep.';
comment on column bi.hourly_counts.team is 'The team''s id, as of the time of the call; null for none.';
comment on column bi.hourly_counts.campaign is 'The campaign of the calls; null for none.';
comment on column bi.hourly_counts.direction is 'outbound (we called) or inbound.';
comment on column bi.hourly_counts.flagged is 'Whether summary and telephony system contradict each other in these calls.';
comment on column bi.hourly_counts.na is 'Calls with outcome NA: no answer, powered off, busy.';
comment on column bi.hourly_counts.wn is 'Calls with outcome WN: bad number.';
comment on column bi.hourly_counts.bl is 'Calls with outcome BL: hostile.';
comment on column bi.hourly_counts.cut is 'Calls with outcome CUT: hung up.';
comment on column bi.hourly_counts.rj is 'Calls with outcome RJ: refused before any need was probed.';
comment on column bi.hourly_counts.no_need is 'Calls with outcome NO_NEED: refused after the product was introduced.';
comment on column bi.hourly_counts.follow_up is 'Calls with outcome FOLLOW_UP: call later.';
comment on column bi.hourly_counts.d is 'Calls with outcome D: follow-up agreed.';
comment on column bi.hourly_counts.c is 'Calls with outcome C: meeting agreed.';
comment on column bi.hourly_counts.dials is 'Summarised calls: the sum of the nine outcomes.';
comment on column bi.hourly_counts.reached is 'Calls that reached somebody: all outcomes but NA and WN.';
comment on column bi.hourly_counts.engaged is 'Calls in which the pitch was heard: NO_NEED, D, C.';
comment on column bi.hourly_counts.pending is 'Calls not summarised yet; not among the dials.';
comment on column bi.hourly_counts.failed is 'Calls that the network failed; not among the dials.';
comment on column bi.hourly_counts.talk_seconds is 'Talk time of all these calls, in seconds.';
comment on column bi.hourly_counts.rep_name is 'What the directory calls the rep; null where nobody has told it.';
comment on column bi.hourly_counts.team_name is 'What the directory calls the team; null where nobody has told it.';

comment on view bi.daily_counts is 'Calls counted per day of the company''s time zone, rep, team, campaign, direction and flag; rows add up to any group.';
comment on column bi.daily_counts.day is 'The company''s day. Conditions on it are fast.';
comment on column bi.daily_counts.rep is 'The rep''s id; null for calls of no rep.';
comment on column bi.daily_counts.team is 'The team''s id, as of the time of the call; null for none.';
comment on column bi.daily_counts.campaign is 'The campaign of the calls; null for none.';
comment on column bi.daily_counts.direction is 'outbound (we called) or inbound.';
comment on column bi.daily_counts.flagged is 'Whether summary and telephony system contradict each other in these calls.';
comment on column bi.daily_counts.na is 'Calls with outcome NA: no answer, powered off, busy.';
comment on column bi.daily_counts.wn is 'Calls with outcome WN: bad number.';
comment on column bi.daily_counts.bl is 'Calls with outcome BL: hostile.';
comment on column bi.daily_counts.cut is 'Calls with outcome CUT: hung up.';
comment on column bi.daily_counts.rj is 'Calls with outcome RJ: refused before any need was probed.';
comment on column bi.daily_counts.no_need is 'Calls with outcome NO_NEED: refused after the product was introduced.';
comment on column bi.daily_counts.follow_up is 'Calls with outcome FOLLOW_UP: call later.';
comment on column bi.daily_counts.d is 'Calls with outcome D: follow-up agreed.';
comment on column bi.daily_counts.c is 'Calls with outcome C: meeting agreed.';
comment on column bi.daily_counts.dials is 'Summarised calls: the sum of the nine outcomes.';
comment on column bi.daily_counts.reached is 'Calls that reached somebody: all outcomes but NA and WN.';
comment on column bi.daily_counts.engaged is 'Calls in which the pitch was heard: NO_NEED, D, C.';
comment on column bi.daily_counts.pending is 'Calls not summarised yet; not among the dials.';
comment on column bi.daily_counts.failed is 'Calls that the network failed; not among the dials.';
comment on column bi.daily_counts.talk_seconds is 'Talk time of all these calls, in seconds.';
comment on column bi.daily_counts.rep_name is 'What the directory calls the rep; null where nobody has told it.';
comment on column bi.daily_counts.team_name is 'What the directory calls the team; null where nobody has told it.';

comment on view bi.hourly_rates is 'Every rate per hour and group, one row each, flagged calls and all campaigns included.';
comment on column bi.hourly_rates.hour is 'When the hour begins (UTC). Conditions on it are fast.';
comment on column bi.hourly_rates.local_hour is 'When it begins, by the clock of the company''s time zone.';
comment on column bi.hourly_rates.day is 'The company''s day in which it begins.';
comment on column bi.hourly_rates.grouped_by is 'Whose calls: rep (of each rep in each team), team, or company. Ask for one of them, or the same calls are there three times.';
comment on column bi.hourly_rates.rep is 'The rep''s id; null for calls of no rep, and unless grouped by rep.';
comment on column bi.hourly_rates.team is 'The team''s id, as of the time of the call; null for none, and for the company.';
comment on column bi.hourly_rates.direction is 'outbound (we called) or inbound.';
comment on column bi.hourly_rates.rate is 'Which rate, as bi.metrics lists them.';
comment on column bi.hourly_rates.numerator is 'How many calls the rate is about. To combine rows, add numerators and denominators; never average values.';
comment on column bi.hourly_rates.denominator is 'Among how many calls.';
comment on column bi.hourly_rates.value is 'numerator / denominator, 0 to 1; null where the denominator is 0: no data is not a rate of 0.';
comment on column bi.hourly_rates.low is 'Lower bound of the 95 % Wilson interval; null where the denominator is 0.';
comment on column bi.hourly_rates.high is 'Upper bound of the 95 % Wilson interval; null where the denominator is 0.';
comment on column bi.hourly_rates.rep_name is 'What the directory calls the rep; null where nobody has told it.';
comment on column bi.hourly_rates.team_name is 'What the directory calls the team; null where nobody has told it.';

comment on view bi.daily_rates is 'Every rate per day of the company''s time zone and group, one row each, flagged calls and all campaigns included.';
comment on column bi.daily_rates.day is 'The company''s day. Conditions on it are fast.';
comment on column bi.daily_rates.grouped_by is 'Whose calls: rep (of each rep in each team), team, or company. Ask for one of them, or the same calls are there three times.';
comment on column bi.daily_rates.rep is 'The rep''s id; null for calls of no rep, and unless grouped by rep.';
comment on column bi.daily_rates.team is 'The team''s id, as of the time of the call; null for none, and for the company.';
comment on column bi.daily_rates.direction is 'outbound (we called) or inbound.';
comment on column bi.daily_rates.rate is 'Which rate, as bi.metrics lists them.';
comment on column bi.daily_rates.numerator is 'How many calls the rate is about. To combine rows, add numerators and denominators; never average values.';
comment on column bi.daily_rates.denominator is 'Among how many calls.';
comment on column bi.daily_rates.value is 'numerator / denominator, 0 to 1; null where the denominator is 0: no data is not a rate of 0.';
comment on column bi.daily_rates.low is 'Lower bound of the 95 % Wilson interval; null where the denominator is 0.';
comment on column bi.daily_rates.high is 'Upper bound of the 95 % Wilson interval; null where the denominator is 0.';
comment on column bi.daily_rates.rep_name is 'What the directory calls the rep; null where nobody has told it.';
comment on column bi.daily_rates.team_name is 'What the directory calls the team; null where nobody has told it.';

comment on view bi.tier_changes is 'Every change of a customer''s tier that there ever was.';
comment on column bi.tier_changes.position is '1, 2, 3 …, in the order in which they happened.';
comment on column bi.tier_changes.customer_id is 'Whose tier.';
comment on column bi.tier_changes.version is '1, 2, 3 … of the customer.';
comment on column bi.tier_changes.kind is 'changed, or overdue (a deadline passed, the tier is the same).';
comment on column bi.tier_changes.from_tier is 'The tier before; null for none.';
comment on column bi.tier_changes.to_tier is 'The tier from then on; null for none.';
comment on column bi.tier_changes.reason is 'call, qualification, correction, clock, extension, standard, status or policy.';
comment on column bi.tier_changes.standard is 'Version of the grading standard that decided.';
comment on column bi.tier_changes.cause is 'The call or patch that brought it about; null for none.';
comment on column bi.tier_changes.rep is 'Whose customer it was; null for nobody''s.';
comment on column bi.tier_changes.team is 'That rep''s team; null for none.';
comment on column bi.tier_changes.changed_at is 'When.';
comment on column bi.tier_changes.local_changed_at is 'When, by the clock of the company''s time zone.';
comment on column bi.tier_changes.rep_name is 'What the directory calls the rep; null where nobody has told it.';
comment on column bi.tier_changes.team_name is 'What the directory calls the team; null where nobody has told it.';

comment on view bi.customer_tiers is 'Every customer with its present tier; those that were merged into another one are left out.';
comment on column bi.customer_tiers.customer_id is 'The customer''s id.';
comment on column bi.customer_tiers.tier is 'Its tier now; null for none.';
comment on column bi.customer_tiers.since is 'Since when it is in that tier (or in none); null when it never had one.';
comment on column bi.customer_tiers.status is 'open, won, lost or disqualified.';
comment on column bi.customer_tiers.round is 'Which deal is being worked at: 1, or more after second sales.';
comment on column bi.customer_tiers.owner_rep is 'Whose customer it is; null while it is in the pool.';
comment on column bi.customer_tiers.owner_rep_name is 'What the directory calls the owner; null where nobody has told it.';
comment on column bi.customer_tiers.owner_team is 'The owner''s team; null for none.';
comment on column bi.customer_tiers.owner_team_name is 'What the directory calls that team; null where nobody has told it.';
comment on column bi.customer_tiers.referred_by is 'The customer who brought it; null for none.';
comment on column bi.customer_tiers.industry is 'Profile: industry.';
comment on column bi.customer_tiers.region is 'Profile: region.';
comment on column bi.customer_tiers.stage is 'Profile: start-up, growth, maturity or decline.';
comment on column bi.customer_tiers.head_count is 'Profile: how many people work there.';
comment on column bi.customer_tiers.urgency is 'Profile: normal, urgent or critical.';
comment on column bi.customer_tiers.decision_process is 'Profile: who decides, EB, EB+UB, EB+TB or EB+UB+TB.';
comment on column bi.customer_tiers.usual_budget is 'Profile: usual budget, in the company''s currency.';
comment on column bi.customer_tiers.buying_habit is 'Profile: yearly, quarterly or any-time.';
comment on column bi.customer_tiers.source_kind is 'Profile: where the lead came from, online or offline.';
comment on column bi.customer_tiers.source_name is 'Profile: the name of that source.';

comment on view bi.closings is 'Every end of a deal.';
comment on column bi.closings.closing_id is 'Id of the closing.';
comment on column bi.closings.customer_id is 'Whose deal ended.';
comment on column bi.closings.result is 'won, lost or disqualified.';
comment on column bi.closings.stands is 'False when the deal was taken up again: then it was no end.';
comment on column bi.closings.closed_at is 'When.';
comment on column bi.closings.rep is 'The owner at that time; null for none.';
comment on column bi.closings.team is 'The owner''s team at that time; null for none.';
comment on column bi.closings.round is 'Which deal of the customer, from 1.';
comment on column bi.closings.main_reason is 'The most important reason; all of them are in bi.closing_reasons.';
comment on column bi.closings.competitor is 'To whom it was lost; null when not known.';
comment on column bi.closings.amount is 'What it was worth; null when not known.';
comment on column bi.closings.currency is 'The currency of the amount; null when not known.';
comment on column bi.closings.local_closed_at is 'When, by the clock of the company''s time zone.';
comment on column bi.closings.tier is 'The tier that the customer had; null for none.';
comment on column bi.closings.basis is 'What that tier rested on: criteria or outcome; null for none.';
comment on column bi.closings.standard is 'Version of the grading standard that it was graded by.';
comment on column bi.closings.reopening_kind is 'again (taken up again), second-sale (a new deal after it); null while neither.';
comment on column bi.closings.reopened_at is 'When; null while neither.';
comment on column bi.closings.rep_name is 'What the directory calls the rep; null where nobody has told it.';
comment on column bi.closings.team_name is 'What the directory calls the team; null where nobody has told it.';

comment on view bi.closing_reasons is 'Why deals ended, one row per closing and reason.';
comment on column bi.closing_reasons.closing_id is 'Id of the closing.';
comment on column bi.closing_reasons.customer_id is 'Whose deal ended.';
comment on column bi.closing_reasons.result is 'won, lost or disqualified.';
comment on column bi.closing_reasons.stands is 'False when the deal was taken up again: then it was no end.';
comment on column bi.closing_reasons.closed_at is 'When.';
comment on column bi.closing_reasons.rep is 'The owner at that time; null for none.';
comment on column bi.closing_reasons.team is 'The owner''s team at that time; null for none.';
comment on column bi.closing_reasons.position is '1 for the most important one.';
comment on column bi.closing_reasons.reason is 'Code of the reason.';

comment on view bi.unmet_criteria is 'What had not been achieved when deals ended, one row per closing and criterion.';
comment on column bi.unmet_criteria.closing_id is 'Id of the closing.';
comment on column bi.unmet_criteria.customer_id is 'Whose deal ended.';
comment on column bi.unmet_criteria.result is 'won, lost or disqualified.';
comment on column bi.unmet_criteria.stands is 'False when the deal was taken up again: then it was no end.';
comment on column bi.unmet_criteria.closed_at is 'When.';
comment on column bi.unmet_criteria.rep is 'The owner at that time; null for none.';
comment on column bi.unmet_criteria.team is 'The owner''s team at that time; null for none.';
comment on column bi.unmet_criteria.tier is 'The tier that the criterion is one of.';
comment on column bi.unmet_criteria.criterion is 'Id of the criterion in the standard.';

comment on view bi.reps is 'The reps of the directory.';
comment on column bi.reps.rep is 'The rep''s id.';
comment on column bi.reps.name is 'Its name; null where nobody has told it.';
comment on column bi.reps.active is 'Whether the rep works here still.';

comment on view bi.teams is 'The teams of the directory.';
comment on column bi.teams.team is 'The team''s id.';
comment on column bi.teams.name is 'Its name; null where nobody has told it.';
comment on column bi.teams.active is 'Whether the team is there still.';
