-- By what a company's customers are graded: which standard is active, and in which zone its days begin and end. A company
-- without a row grades by the default standard, in UTC.
create table company (
    tenant          text   primary key,
    revision        bigint not null default 0,        -- one more with each change after which all customers are graded anew
    standard        int    not null default 1,        -- the active version
    time_zone       text   not null default 'UTC',    -- IANA name
    languages       text[] not null default '{en}',   -- the preferred one first
    policy_revision int    not null default 0         -- of the company policy as it arrived; 0: none did
);

alter table customer
    add column graded_under bigint  not null default 0,       -- the company's revision at the last grading
    add column status       text    not null default 'OPEN',  -- OPEN, WON, LOST, DISQUALIFIED
    add column round        int     not null default 1,
    add column round_start  timestamptz,                      -- null in the first round
    add column owner_rep    text,
    add column owner_team   text,
    -- Whose customer it is: the owner's, or the last caller's while there is no owner.
    add column rep  text generated always as (coalesce(owner_rep, last_rep)) stored,
    add column team text generated always as (case when owner_rep is null then last_team else owner_team end) stored;

drop index customer_by_rep;
create index customer_by_rep on customer (tenant, rep, customer_id);
create index customer_by_team on customer (tenant, team, customer_id);
-- Who is still graded under what held before.
create index customer_by_basis on customer (tenant, graded_under);

-- How a customer's status became what it is; the latest one stands in customer too.
create table status_change (
    tenant      text        not null,
    customer_id text        not null,
    sequence    int         not null,             -- 1, 2, 3 … per customer
    status      text        not null,
    round       int         not null,
    round_start timestamptz,
    at          timestamptz not null,
    primary key (tenant, customer_id, sequence)
);

-- More time for a customer, granted by somebody for a reason.
create table extension (
    tenant       text        not null,
    extension_id text        not null,            -- ext: and a ULID
    customer_id  text        not null,
    recorded_at  timestamptz not null,
    days         int         not null,
    author       text        not null,
    reason       text        not null,
    primary key (tenant, extension_id)
);
create index extension_of_customer on extension (tenant, customer_id);

-- Whether the promised follow-up was cancelled: then nobody has to call for it.
alter table call_fact add column follow_up_cancelled boolean not null default false;
