-- What the trial service writes.
create table note (
    id   text primary key,
    body text not null check (body <> 'refused')
);
create table counter (
    name text primary key,
    n    bigint not null default 0
);
create table stored_note (
    tenant   text not null,
    id       text not null,
    revision int  not null,
    made_at  timestamptz not null,
    primary key (tenant, id)
);
