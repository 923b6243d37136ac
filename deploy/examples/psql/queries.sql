-- Five questions to the schema bi. Run with a login from POST /v1/bi-logins: see README.md.
\pset footer off

\echo 'Meetings per rep, the last 30 days, outbound'
select rep, sum(numerator) as meetings, sum(denominator) as reached,
    round(100.0 * sum(numerator) / nullif(sum(denominator), 0), 1) as percent
from bi.daily_rates
where grouped_by = 'rep' and rate = 'conversion' and direction = 'outbound' and day > current_date - 30
group by rep
order by percent desc nulls last, rep;

\echo 'Each team day by day'
select day, team, dials, reached, engaged, c as meetings, talk_seconds / 60 as talk_minutes
from (
    select day, team, sum(dials) as dials, sum(reached) as reached, sum(engaged) as engaged, sum(c) as c,
        sum(talk_seconds)::bigint as talk_seconds
    from bi.daily_counts
    where day > current_date - 7
    group by day, team
) days
order by day, team;

\echo 'At which hours of the day somebody picks up'
select extract(hour from local_hour) as hour, sum(numerator) as reached, sum(denominator) as dials,
    round(100.0 * sum(numerator) / nullif(sum(denominator), 0)) as percent
from bi.hourly_rates
where grouped_by = 'company' and rate = 'contact' and hour > now() - interval '30 days'
group by 1
order by 1;

\echo 'How many customers stand where'
select coalesce(tier, '(none)') as tier, status, count(*) as customers
from bi.customer_tiers
group by tier, status
order by tier, status;

\echo 'Why deals were lost'
select reason, count(*) as deals
from bi.closing_reasons
where result = 'lost' and stands
group by reason
order by deals desc, reason;
