-- Reps as the directory has them: who they are, and the team of each over time.
create table rep (
    tenant      text        not null,
    rep_id      text        not null,
    revision    int         not null,             -- as it arrived; the highest wins
    name        text,                             -- null until somebody has told it
    active      boolean     not null,
    known       boolean     not null,             -- false: no more than a call has named the rep
    memberships jsonb       not null,             -- [{"team", "from"}], the earliest first; each holds until the next one
    next_move   timestamptz,                      -- when to look whether the rep's customers are still with its team; null: never
    primary key (tenant, rep_id)
);
create index rep_by_next_move on rep (next_move) where next_move is not null;

-- Teams as the directory has them.
create table team (
    tenant   text    not null,
    team_id  text    not null,
    revision int     not null,
    name     text,
    active   boolean not null,
    known    boolean not null,
    primary key (tenant, team_id)
);

alter table customer
    -- What the worklist ranks by: like the grade, a function of the history, derived with it.
    add column last_contact timestamptz,          -- start of the latest call that reached somebody
    add column follow_up    timestamptz,          -- the earliest promise of a call that is still open
    add column deadline     timestamptz;          -- when the tier's time is up or the decision day is over, whichever is first
-- Customers from before this are graded anew, which derives it.
insert into company (tenant, revision) select distinct tenant, 1 from customer
    on conflict (tenant) do update set revision = company.revision + 1;
