-- ---- what grading-service tells: who stands where, and how deals ended

-- Every change of a customer's tier that there ever was; changes are never changed.
create table tier_change (
    tenant      text collate "C" not null,
    position    bigint not null,           -- 1, 2, 3 … within the tenant, in the order of commits
    customer_id text collate "C" not null,
    version     int not null,              -- 1, 2, 3 … within the customer
    kind        text collate "C" not null, -- changed, overdue
    from_tier   text collate "C",          -- null for none
    to_tier     text collate "C",
    reason      text collate "C" not null,
    standard    int not null,              -- the version of the company's grading standard that decided
    cause       text collate "C",
    rep         text collate "C",          -- whose customer it was
    team        text collate "C",
    at          timestamptz not null,
    primary key (tenant, position),
    unique (tenant, customer_id, version)
);

-- Every customer as of the highest revision seen so far. One without a row is open, in round 1, without owner and profile.
create table customer (
    tenant      text collate "C" not null,
    customer_id text collate "C" not null,
    revision    int not null,
    status      text collate "C" not null, -- open, won, lost, disqualified
    round       int not null,
    round_start timestamptz,
    owner_rep   text collate "C",
    owner_team  text collate "C",
    profile     jsonb not null,            -- what is known of it, by the names of the contract
    referred_by text collate "C",
    merged_into text collate "C",
    at          timestamptz not null,
    primary key (tenant, customer_id)
);

-- Every end of a deal as of the highest revision seen so far.
create table closing (
    tenant         text collate "C" not null,
    closing_id     text collate "C" not null,
    revision       int not null,
    customer_id    text collate "C" not null,
    round          int not null,
    result         text collate "C" not null, -- won, lost, disqualified
    reasons        text[] not null,           -- codes, the most important first
    competitor     text,
    amount         numeric,
    currency       text collate "C",
    closed_at      timestamptz not null,
    rep            text collate "C",
    team           text collate "C",
    tier           text collate "C",
    basis          text collate "C",
    standard       int not null,
    unmet          jsonb not null,            -- [{tier, criterion}], best tier first
    met            jsonb not null,
    reopening_kind text collate "C",          -- again: the end was none; second-sale; null while the closing stands
    reopening_at   timestamptz,
    at             timestamptz not null,
    primary key (tenant, closing_id)
);

create index closing_by_time on closing (tenant, closed_at);

-- ---- what calls say of appointments

alter table call
    add column contact_role text collate "C",
    add column contact text collate "C",             -- an opaque id of the person called; null when not known
    add column follow_up_at timestamptz,
    add column follow_up_cancelled boolean not null default false,
    add column meeting_at timestamptz,
    add column meeting_result text collate "C",      -- held, missed; null while it is open
    add column meeting_moves int not null default 0,
    add column summarised_at timestamptz;            -- when the summary that holds was first there; null when not known
