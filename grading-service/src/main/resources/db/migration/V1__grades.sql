-- A customer and its grade as it was last derived. The grade is a function of the tables below; it is kept to be
-- searched, and to tell a change from no change. The row is also the lock: whoever changes a customer's facts holds it.
create table customer (
    tenant      text        not null,
    customer_id text        not null,
    last_rep    text,                             -- of the latest call that names one
    last_team   text,
    tier        text,                             -- null: ungraded
    basis       text,                             -- CRITERIA, OUTCOME; null without a tier
    standard    int,                              -- the version that it was graded by; null: never graded
    progress    timestamptz,
    due         timestamptz,
    overdue     boolean     not null default false,
    next_moment timestamptz,                      -- when time alone may change the grade next
    version     int         not null default 0,   -- tier changes so far
    primary key (tenant, customer_id)
);
create index customer_by_tier on customer (tenant, tier, customer_id);
create index customer_by_rep on customer (tenant, last_rep, customer_id);
create index customer_by_clock on customer (next_moment) where next_moment is not null;

-- What each call says about its customer, at the highest revision that arrived: late and repeated events change nothing.
create table call_fact (
    tenant        text        not null,
    call_id       text        not null,
    revision      int         not null,
    customer_id   text        not null,
    contact_role  text,
    rep           text,
    team          text,
    started_at    timestamptz not null,
    outcome       text,
    follow_up_at  timestamptz,
    voided        boolean     not null,
    qualification text,                           -- JSON as the event had it; null: silent
    primary key (tenant, call_id)
);
create index call_fact_of_customer on call_fact (tenant, customer_id);

-- What somebody wrote into the qualification by hand.
create table qualification_patch (
    tenant        text        not null,
    patch_id      text        not null,           -- patch: and a ULID
    customer_id   text        not null,
    observed_at   timestamptz not null,
    author        text        not null,
    qualification text        not null,
    primary key (tenant, patch_id),
    -- A patch that is sent twice with its time is one patch.
    unique (tenant, customer_id, observed_at, author, qualification)
);

-- The last position given in each tenant. The row is locked last in a transaction and until it commits: so positions have
-- no holes and become visible in their order.
create table tier_position (
    tenant   text   primary key,
    position bigint not null
);

-- Every change of a tier, for ever.
create table tier_change (
    tenant      text        not null,
    position    bigint      not null,
    customer_id text        not null,
    version     int         not null,
    kind        text        not null,
    from_tier   text,
    to_tier     text,
    reason      text        not null,
    standard    int         not null,
    cause       text,
    rep         text,
    team        text,
    at          timestamptz not null,
    primary key (tenant, position),
    unique (tenant, customer_id, version)
);
