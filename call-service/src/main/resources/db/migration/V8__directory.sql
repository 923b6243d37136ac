-- Teams and reps, by the company's own word or, where known is false, by no more than a call that named them.
create table team (
    tenant     text        not null,
    team_id    text        not null,
    name       text,                 -- null until somebody has told it
    active     boolean     not null,
    known      boolean     not null,
    revision   int         not null,
    changed_at timestamptz not null default now(),
    changed_by text        not null,
    primary key (tenant, team_id)
);
create table rep (
    tenant     text        not null,
    rep_id     text        not null,
    name       text,                 -- null until somebody has told it
    active     boolean     not null,
    known      boolean     not null,
    revision   int         not null,
    changed_at timestamptz not null default now(),
    changed_by text        not null,
    primary key (tenant, rep_id)
);

-- The team that a rep is in from a moment on, until the next one; before the first a rep is in none.
create table rep_membership (
    tenant  text        not null,
    rep_id  text        not null,
    from_at timestamptz not null,
    team_id text,                 -- null: in no team
    primary key (tenant, rep_id, from_at)
);
create index rep_membership_by_team on rep_membership (tenant, team_id, rep_id) where team_id is not null;
