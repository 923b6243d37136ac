-- What a company has decided for itself; a policy that it never set has no row and stands at its default.
create table policy (
    tenant     text        not null,
    name       text        not null,
    revision   int         not null,
    body       text        not null, -- JSON: read and written as a whole, understood by the feature that it is about
    changed_at timestamptz not null default now(),
    changed_by text        not null,
    primary key (tenant, name)
);
