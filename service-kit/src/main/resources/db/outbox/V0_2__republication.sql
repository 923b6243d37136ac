-- Stored events that are to be published again, and how far that has come.
create table republication_job (
    id          text        primary key, -- a ULID
    topic       text,                    -- null: all topics of the service
    tenant      text,                    -- null: all tenants
    from_at     timestamptz,
    to_at       timestamptz,
    state       text        not null,
    source      text,                    -- the stored events that come next; null: the first
    position    text,                    -- behind which of them; null: from the beginning
    published   bigint      not null default 0,
    started_at  timestamptz not null default now(),
    finished_at timestamptz
);
-- What somebody asks for while it is being done is not begun a second time.
create unique index republication_job_asked_for on republication_job (tenant, from_at, to_at) nulls not distinct
    where state = 'running' and topic is null;
create index republication_job_running on republication_job (id) where state = 'running';

-- Every topic that was ever seen under a name. A further one means that the topic was made anew; one that is here already
-- means nothing: a broker that is behind answers with a former one, and a topic that is gone never comes back.
create table published_topic (
    topic      text        not null,
    topic_id   text        not null,
    noticed_at timestamptz not null default now(),
    primary key (topic, topic_id)
);
