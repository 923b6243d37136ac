-- What is learned of customers after they were won.
create table care_entry (
    tenant       text        not null,
    entry_id     text        not null,            -- the caller's, or a ULID
    customer_id  text        not null,
    kind         text        not null,            -- key-info, satisfaction, usage, concern, question, problem, case, referral-request
    at           timestamptz not null,            -- when it was learned
    text         text,
    score        int,                             -- 0 to 10, of a satisfaction alone
    tags         text[]      not null,
    solution     text,                            -- of a question, problem or case
    resolution   text,                            -- open, resolved; of a question or problem alone
    author       text        not null,
    revision     int         not null,
    changed_at   timestamptz not null,
    changed_by   text        not null,
    fingerprint  text        not null,            -- of what was first submitted: the same again is a repeat
    -- The case library's; null for what is not in it. The keys are what is compared; the terms, each with its tenant
    -- before it, are what the index finds.
    tags_key     text,
    text_key     text,
    solution_key text,
    terms        text[],
    primary key (tenant, entry_id)
);
create index care_entry_of_customer on care_entry (tenant, customer_id, at desc, entry_id desc);
create index care_entry_in_library on care_entry (tenant, at desc, entry_id desc) where terms is not null;
create index care_entry_by_term on care_entry using gin (terms);

alter table customer
    add column satisfied_since   timestamptz,     -- start of the run of high satisfaction that lasts; null: there is none
    add column referral_asked_at timestamptz;     -- when it was last asked whom else it knows
create index customer_to_ask on customer (tenant, rep, satisfied_since) where satisfied_since is not null;

-- Who was brought by whom, and whether it was won: all that trees and rankings read.
create index customer_brought on customer (tenant, referred_by) include (customer_id, status, round)
    where referred_by is not null;
