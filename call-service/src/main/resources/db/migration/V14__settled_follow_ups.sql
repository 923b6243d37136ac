-- How the follow-up of a call stood when the call was erased: its number, by which that was looked up, is gone.
alter table call
    add column settled_at           timestamptz,
    add column settled_attempted_at timestamptz,
    add column settled_done_by      text,
    add column settled_done_at      timestamptz,
    -- The erased calls that were to the contact whom this call promised another one: their numbers do not tell any more.
    add column erased_calls         text[];
