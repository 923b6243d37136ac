-- What is committed but not yet published. A row holds the events of one commit, as parallel arrays: a commit of
-- 1,000 calls costs one row here. A row that exists is unpublished; it is deleted after the broker has acknowledged
-- all of it. Nothing reads this table by "id greater than": ids become visible out of order.
create table outbox (
    id         bigint generated always as identity primary key,
    created_at timestamptz not null default now(),
    topic      text not null,
    type       text not null,
    keys       text[] not null, -- tenant/entity: the record's key
    event_ids  text[] not null, -- the CloudEvents id, the same at every attempt to publish
    payloads   text[] not null,
    check (cardinality(keys) > 0 and cardinality(keys) = cardinality(event_ids) and cardinality(keys) = cardinality(payloads))
);
