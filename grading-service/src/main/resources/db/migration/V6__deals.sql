alter table customer
    add column lifecycle_revision int not null default 0, -- of what was last told of it; 0: nothing yet
    add column lifecycle_at       timestamptz;            -- when that was so
-- Whom there is something to tell of again.
create index customer_told on customer (tenant, customer_id) where lifecycle_revision > 0;

-- How each deal ended, and how the customer stood at that moment. A deal that was reopened keeps its closing.
create table closing (
    tenant         text        not null,
    closing_id     text        not null,             -- closing: and a ULID
    customer_id    text        not null,
    revision       int         not null,             -- 1, then one more with each correction, reopening or merger
    round          int         not null,
    result         text        not null,             -- WON, LOST, DISQUALIFIED
    reasons        text[]      not null,             -- codes, the most important first
    competitor     text,
    amount         numeric(19, 4),
    currency       text,                             -- ISO 4217
    note           text,
    closed_at      timestamptz not null,
    author         text        not null,
    changed_at     timestamptz not null,
    changed_by     text        not null,
    rep            text,                             -- whose customer it was
    team           text,
    tier           text,
    basis          text,
    standard       int         not null,             -- the version that says what was met
    unmet          jsonb       not null,             -- criteria with their words at that time
    met            jsonb       not null,             -- criteria by tier and id
    reopening      text,                             -- AGAIN, SECOND_SALE; null: it stands
    reopened_at    timestamptz,
    reopened_by    text,
    reopening_note text,
    primary key (tenant, closing_id)
);
create index closing_of_customer on closing (tenant, customer_id, closed_at, closing_id);
create index reopening_of_customer on closing (tenant, customer_id, reopened_at, closing_id) where reopened_at is not null;

-- Why deals end, in a company's own words. A company without a row, or at revision 0, uses the list that everybody starts with.
create table closing_reasons (
    tenant     text        primary key,
    revision   int         not null,
    reasons    jsonb       not null,
    changed_at timestamptz not null,
    changed_by text        not null
);

-- Codes that some closing names: they stay in the list, so that they keep their words.
create table used_closing_reason (
    tenant text not null,
    code   text not null,
    primary key (tenant, code)
);

-- A customer's history, newest first, is read from where each thing stands.
drop index call_fact_of_customer;
create index call_fact_of_customer on call_fact (tenant, customer_id, started_at, call_id);
create index tier_change_of_customer on tier_change (tenant, customer_id, at, position);
