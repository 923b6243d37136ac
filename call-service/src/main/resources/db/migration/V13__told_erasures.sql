-- What was told of each erasure, so that it can be told again; nobody can be known by it.
create table told_erasure (
    tenant       text        not null,
    erasure_id   text        not null, -- ULID
    customer_ids text[]      not null,
    contact_role text,
    erased_at    timestamptz not null,
    primary key (tenant, erasure_id)
);
