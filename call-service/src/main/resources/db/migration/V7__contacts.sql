-- Who is behind a number. A person may have several numbers: those of one customer that share a person_id; a number without
-- one is a person by itself.
alter table contact
    add column name       text,                           -- never leaves this database
    add column person_id  text,
    add column revision   int         not null default 1,
    add column changed_at timestamptz not null default now(),
    add column changed_by text        not null default ''; -- '' for a number that came with a call
update contact set changed_at = since;
create index contact_by_person on contact (tenant, customer_id, person_id) where person_id is not null;
