-- Since when somebody has said how the call went; null while nobody has, also where the telephony alone tells.
alter table call add column summarised_at timestamptz;

-- The history knows it of every call: the first of the revisions since which there has always been an outcome that somebody gave.
update call set summarised_at = coalesce(
    (
        select (said.state ->> 'changed_at')::timestamptz
        from call_revision as said
        where said.tenant = call.tenant and said.call_id = call.call_id and said.revision > coalesce(
            (
                select max(silent.revision)
                from call_revision as silent
                where silent.tenant = call.tenant and silent.call_id = call.call_id
                    and silent.state ->> 'given_outcome' is null
            ),
            0)
        order by said.revision limit 1
    ),
    changed_at)
where given_outcome is not null;
