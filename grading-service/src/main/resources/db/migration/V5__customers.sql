-- What people say of a customer, beside its grade. Profile: the sections as in the API, only what is known; tags: a list.
alter table customer
    add column name        text,
    add column profile     jsonb not null default '{}',
    add column tags        jsonb not null default '[]',
    add column referred_by text,                     -- the customer who brought this one
    add column revision    int   not null default 1, -- the ETag: one more with each change of name, profile, tags, owner or referrer
    add column changed_at  timestamptz,              -- null: nobody has said anything yet
    add column changed_by  text,
    -- Whom it was merged into. Such a row is no customer any more: it holds the id, and has no facts, no tier and no profile.
    add column merged_into text;

create index customer_by_merger on customer (tenant, merged_into) where merged_into is not null;
create index customer_by_owner on customer (tenant, owner_rep, customer_id);
create index customer_by_status on customer (tenant, status, customer_id) where status <> 'OPEN';
create index customer_by_due on customer (tenant, due, customer_id);
create index customer_by_progress on customer (tenant, progress, customer_id);
-- Who changed last: read from the latest on, and who has never changed comes last.
create index customer_by_change on customer (tenant, changed_at desc nulls last, customer_id desc);
create index customer_overdue on customer (tenant, customer_id) where overdue;

-- By what customers are found: apart from the customer's row, which every call rewrites with all its indexes.
create table customer_search (
    tenant      text   not null,
    customer_id text   not null,
    name_key    text,                               -- the name as it is compared: one form of each character, small letters
    terms       text[] not null,                    -- tenant/n= and pieces of the name, tenant/<field>= and values of the profile
    primary key (tenant, customer_id)
);
-- Every term begins with its tenant: the list of whom it leads to is one tenant's.
create index customer_search_by_term on customer_search using gin (terms);
create index customer_search_by_name on customer_search (tenant, name_key, customer_id);

-- Who changed what of a customer, and whose it was before and after.
create table customer_change (
    tenant            text        not null,
    customer_id       text        not null,
    revision          int         not null,         -- the customer's after the change
    at                timestamptz not null,
    author            text        not null,
    changed           text[]      not null,         -- members: name, owner, referredBy, tags, profile
    owner_rep_before  text,
    owner_team_before text,
    owner_rep         text,
    owner_team        text,
    primary key (tenant, customer_id, revision)
);

-- Customers that turned out to be another one.
create table merger (
    tenant      text        not null,
    customer_id text        not null,               -- who is gone
    into_id     text        not null,               -- as it was asked for; customer.merged_into follows later mergers
    at          timestamptz not null,
    author      text        not null,
    former      jsonb       not null,               -- what people had said of who is gone
    primary key (tenant, customer_id)
);
create index merger_into on merger (tenant, into_id, at, customer_id);
create index customer_change_by_time on customer_change (tenant, customer_id, at, revision);
