-- The same view with other bounds of the days.
create or replace view bi_day as
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
    -- Of a midnight that comes twice the first one begins the day, as in the API: PostgreSQL takes the second.
    cross join lateral (
        select (day - interval '1 microsecond') at time zone reader.zone + interval '1 microsecond',
            (day + interval '1 day' - interval '1 microsecond') at time zone reader.zone + interval '1 microsecond'
    ) as bounds (starts_at, ends_at);

-- The same view from the stays that last, and not from all changes that there ever were.
create or replace view bi.customer_tiers with (security_barrier) as
select coalesce(customer.customer_id, newest.customer_id) as customer_id, newest.tier, newest.since,
    coalesce(customer.status, 'open') as status, coalesce(customer.round, 1) as round,
    customer.owner_rep, rep.name as owner_rep_name, customer.owner_team, team.name as owner_team_name, customer.referred_by,
    profile ->> 'industry' as industry, profile ->> 'region' as region, profile ->> 'stage' as stage,
    (profile -> 'headCount')::numeric as head_count, profile ->> 'urgency' as urgency,
    profile ->> 'decisionProcess' as decision_process, (profile -> 'usualBudget')::numeric as usual_budget,
    profile ->> 'buyingHabit' as buying_habit, profile ->> 'sourceKind' as source_kind,
    profile ->> 'sourceName' as source_name
from (select customer.* from bi_reader reader join customer using (tenant)) customer
    full join (
        select tenant, customer_id, tier, since
        from bi_reader reader join tier_stay using (tenant)
        where until is null
    ) newest using (tenant, customer_id)
    left join rep on rep.tenant = customer.tenant and rep.rep = customer.owner_rep
    left join team on team.tenant = customer.tenant and team.team = customer.owner_team
where customer.merged_into is null;

-- The changes of a time, for bi.tier_changes.
create index tier_change_at on tier_change (tenant, at);
