-- Customers whose grade time alone changes are found tenant by tenant, so that tenants take turns.
drop index customer_by_clock;
create index customer_by_clock on customer (tenant, next_moment) where next_moment is not null;
