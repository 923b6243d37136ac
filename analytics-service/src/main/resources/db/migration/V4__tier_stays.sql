-- ---- where customers stood, and for how long

-- Every customer that a tier change has told of. Locked before its stays are made anew, so that writers at the same time
-- see each other's changes; and where a question about a moment begins: it looks up one stay of each.
create table tiered_customer (
    tenant      text collate "C" not null,
    customer_id text collate "C" not null,
    primary key (tenant, customer_id)
);

-- What tier_change says, as stays: from one change of the tier to the next, the first one back. A function of the set of
-- the customer's changes. Times never go back from one stay to the next, also where those of the changes do.
create table tier_stay (
    tenant          text collate "C" not null,
    customer_id     text collate "C" not null,
    version         int not null,           -- of the change that began it
    standing        text collate "C" not null, -- tier, ungraded, closed
    tier            text collate "C",       -- null unless the standing is tier
    since           timestamptz not null,
    until           timestamptz,            -- when the next stay began; null: it lasts
    before_standing text collate "C" not null, -- of the stay before; new when there was none
    before_tier     text collate "C",
    after_standing  text collate "C",       -- of the next stay; null: it lasts
    after_tier      text collate "C",
    rep             text collate "C",       -- whose customer it was when the stay began
    team            text collate "C",
    overdue_at      timestamptz,            -- when it first became overdue in this stay
    overdue_since   timestamptz,            -- when it last did: in between it had been given more time
    primary key (tenant, customer_id, version)
);

-- A customer's stay at a moment: the latest one that had begun.
create index tier_stay_at on tier_stay (tenant, customer_id, since, version)
    include (standing, tier, rep, team, overdue_at);

-- Where everybody stands now.
create index tier_stay_lasting on tier_stay (tenant, customer_id)
    include (standing, tier, since, rep, team, overdue_at) where until is null;

-- Who is overdue now, the longest first.
create index tier_stay_overdue on tier_stay (tenant, overdue_since, customer_id)
    where until is null and overdue_since is not null;

-- Which stays began in a period, and which ended.
create index tier_stay_began on tier_stay (tenant, since)
    include (before_standing, before_tier, standing, tier, rep, team);
create index tier_stay_ended on tier_stay (tenant, until)
    include (since, standing, tier, after_standing, after_tier, rep, team) where until is not null;
