-- Calls at their latest revision. The primary key is what makes a repeated submission harmless.
create table call (
    tenant               text        not null,
    call_id              text        not null,
    revision             int         not null,
    phone                text,                  -- E.164; never leaves this database
    customer_id          text        not null,
    previous_customer_id text,
    contact_role         text,
    rep                  text,
    team                 text,
    campaign             text,
    direction            text        not null,
    started_at           timestamptz not null,
    ring_seconds         int,
    talk_seconds         int,
    recording_url        text,
    telephony_source     text,
    telephony_result     text,
    telephony_code       text,
    telephony_trunk      text,
    ended_by             text,
    given_outcome        text,                  -- what the rep said
    reason               text,
    notes                text,                  -- never leaves this database
    follow_up_at         timestamptz,
    meeting_at           timestamptz,
    do_not_call          boolean,
    qualification        text,                  -- canonical JSON: read and written as a whole, compared as text
    status               text        not null,  -- status, outcome and flags follow from the rest; kept to be searched
    outcome              text,
    flags                text[]      not null,
    voided               boolean     not null,
    fingerprint          bytea       not null,
    change               text        not null,
    changed_at           timestamptz not null,
    changed_by           text        not null,
    primary key (tenant, call_id)
);

-- One index for each way into the list; all lists run latest first. What most calls have needs none: it is met soon on
-- the way through time. So the partial indexes leave it out and cost little.
create index call_by_time on call (tenant, started_at desc, call_id desc) where not voided;
create index call_by_customer on call (tenant, customer_id, started_at desc, call_id desc) where not voided;
create index call_by_rep on call (tenant, rep, started_at desc, call_id desc) where not voided;
create index call_by_team on call (tenant, team, started_at desc, call_id desc) where not voided;
create index call_by_campaign on call (tenant, campaign, started_at desc, call_id desc)
    where campaign is not null and not voided;
create index call_without_outcome on call (tenant, status, started_at desc, call_id desc)
    where status <> 'SUMMARISED' and not voided;
create index call_by_outcome on call (tenant, outcome, started_at desc, call_id desc) where outcome <> 'NA' and not voided;
create index call_inbound on call (tenant, started_at desc, call_id desc) where direction = 'INBOUND' and not voided;
create index call_with_flags on call (tenant, started_at desc, call_id desc) where flags <> '{}' and not voided;

-- Former revisions, each the row of the table call as it was.
create table call_revision (
    tenant   text  not null,
    call_id  text  not null,
    revision int   not null,
    state    jsonb not null,
    primary key (tenant, call_id, revision)
);

-- Phone numbers and whose they are.
create table contact (
    tenant      text        not null,
    phone       text        not null, -- E.164
    customer_id text        not null,
    role        text,
    since       timestamptz not null default now(),
    primary key (tenant, phone)
);
create index contact_by_customer on contact (tenant, customer_id);
