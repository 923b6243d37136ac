alter table call
    -- Contacts cannot be told apart here: people get new numbers, and are erased, after their calls were published.
    drop column contact,
    -- Whether the event told everything that is kept here. Of the same revision it takes the place of one that did not: what
    -- is here already is filled in when call-service publishes it again.
    add column complete boolean not null default false;

-- What was promised and what was booked, by when it is due. Most calls are neither.
create index call_following_up on call (tenant, follow_up_at)
    where follow_up_at is not null and not follow_up_cancelled and not voided;
create index call_meeting on call (tenant, meeting_at)
    where meeting_at is not null and outcome = 'C' and not voided;

-- A customer's calls, the first one first: the first that reached it, and those that came after a promise.
create index call_by_customer on call (tenant, customer_id, started_at, call_id)
    include (status, direction, outcome, contact_role) where not voided;
drop index call_reaching;
