-- What the customers are like that a company looks for.
create table ideal_profile (
    tenant     text        primary key,
    revision   int         not null,              -- one more with each change; all customers' fit is then derived anew
    definition jsonb       not null,              -- as in the API
    changed_at timestamptz not null,
    changed_by text        not null
);

alter table customer
    add column fit          smallint,                       -- 0 to 100; null: nothing to tell it by
    add column fit_revision int     not null default 0,     -- the ideal profile's when the fit was derived
    add column called       boolean not null default false; -- whether there is a call that is not voided

update customer set called = true
where exists (select from call_fact call where call.tenant = customer.tenant
    and call.customer_id = customer.customer_id and not voided);

-- Whose fit was derived by what no longer holds.
create index customer_by_fit_revision on customer (tenant, fit_revision);
-- The best first, as the list of customers reads them; who has no fit comes last.
create index customer_by_fit on customer (tenant, fit desc nulls last, customer_id desc);
-- Whom to call first, of the whole tenant and of one rep (or of nobody).
create index customer_to_call on customer (tenant, fit desc, customer_id)
    where not called and fit is not null and status = 'OPEN';
create index customer_to_call_of_rep on customer (tenant, rep, fit desc, customer_id)
    where not called and fit is not null and status = 'OPEN';
