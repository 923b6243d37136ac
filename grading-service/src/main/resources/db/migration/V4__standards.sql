-- Every version of a company's grading standard, as it was written; never changed. Version 1 is not in here: it is the one that
-- every company starts with.
create table standard (
    tenant     text        not null,
    version    int         not null,              -- 2, 3, 4 … without holes
    name       text        not null,
    document   text        not null,              -- JSON
    note       text,                              -- why it was written
    author     text        not null,
    written_at timestamptz not null,
    primary key (tenant, version)
);

-- Standards that are still being written; may be incomplete or wrong.
create table standard_draft (
    tenant     text        not null,
    name       text        not null,
    document   text        not null,              -- JSON
    revision   int         not null,              -- 1, then one more with each change
    author     text        not null,              -- of the last change
    changed_at timestamptz not null,
    primary key (tenant, name)
);

-- Each time that a company switched to another version of its standard.
create table activation (
    tenant       text        not null,
    revision     bigint      not null,            -- the company's, which it raised to this
    version      int         not null,
    previous     int         not null,            -- the version that was active until then
    activated_by text        not null,
    activated_at timestamptz not null,
    -- Transactions from before this one may still commit a customer that was graded by what held before: it is written
    -- when the activation is first seen, and all of them have ended once the oldest running transaction is not before it.
    barrier      xid8,
    customers    bigint,                          -- how many there were when all had been graded anew
    finished_at  timestamptz,                     -- when all had been graded anew
    primary key (tenant, revision)
);
create index activation_of_version on activation (tenant, version, revision);
create index activation_unfinished on activation (tenant, revision) where finished_at is null;

-- A customer whose grade cannot be derived (a fault in the program or in what is kept) is let be until then, so that it does
-- not hold up the others.
alter table customer add column set_aside_until timestamptz;

-- Extensions of a customer, newest first; and closings, by round.
drop index extension_of_customer;
create index extension_of_customer on extension (tenant, customer_id, recorded_at, extension_id);
