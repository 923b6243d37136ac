-- Who is told of tier changes over HTTP, and how far. The row is also the claim: the one instance that holds it reads the
-- changes after its position and sends what is due, one after another.
create table webhook (
    tenant        text        not null,
    webhook_id    text        not null,                 -- a ULID
    url           text        not null,
    description   text,
    tier          text,                                 -- the filter: the tier come to, none for no tier; null: any
    team          text,
    rep           text,
    customer_id   text,
    active        boolean     not null default true,
    gone          boolean     not null default false,   -- switched off because the receiver answered 410
    revision      int         not null default 1,
    created_at    timestamptz not null default now(),
    created_by    text        not null,
    changed_at    timestamptz not null default now(),
    changed_by    text        not null,
    deleted_at    timestamptz,                          -- nobody sees it any more; its deliveries are still to be removed
    position      bigint      not null,                 -- deliveries have been made of the changes up to here
    claim         text,                                 -- of the instance that sends now
    claimed_until timestamptz,                          -- when the claim of an instance that died is void
    served_at     timestamptz not null default now(),   -- when it had its last turn
    resume_at     timestamptz not null default now(),   -- not before: the receiver asked for time
    primary key (tenant, webhook_id)
);
-- The same webhook twice is a request that was sent twice.
create unique index webhook_once on webhook (tenant, url, tier, team, rep, customer_id) nulls not distinct
    where deleted_at is null;

-- What signs a webhook's deliveries: the newest, and for a day those before it.
create table webhook_secret (
    tenant      text        not null,
    webhook_id  text        not null,
    secret_id   text        not null,                   -- a ULID: the highest is the newest
    secret      bytea       not null,
    valid_until timestamptz,                            -- null: the newest
    primary key (tenant, webhook_id, secret_id),
    foreign key (tenant, webhook_id) references webhook on delete cascade
);

-- One tier change on its way to one webhook. What is sent stands in tier_change.
create table webhook_delivery (
    tenant           text        not null,
    webhook_id       text        not null,
    position         bigint      not null,
    status           text        not null default 'PENDING', -- PENDING, FAILED (will be tried again), DELIVERED, DEAD
    attempts         int         not null default 0,
    created_at       timestamptz not null default now(),
    first_attempt_at timestamptz,
    next_attempt_at  timestamptz default now(),              -- null: none is to come
    last_attempt_at  timestamptz,
    last_status      int,                                    -- what the receiver answered; null: nothing
    last_reason      text,                                   -- why the last attempt failed
    finished_at      timestamptz,                            -- delivered or dead since
    primary key (tenant, webhook_id, position),
    foreign key (tenant, webhook_id) references webhook
);
create index webhook_delivery_by_status on webhook_delivery (tenant, webhook_id, status, position);
create index webhook_delivery_due on webhook_delivery (tenant, webhook_id, next_attempt_at) where next_attempt_at is not null;
create index webhook_delivery_finished on webhook_delivery (finished_at) where finished_at is not null;
create index webhook_delivery_open on webhook_delivery (created_at) where finished_at is null;
create index webhook_delivery_dead on webhook_delivery (finished_at) where status = 'DEAD';
