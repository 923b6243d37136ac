-- Whom a customer has brought, and which customers turned out to be one, without reading all customers.
create index customer_by_referrer on customer (tenant, referred_by) where referred_by is not null;
create index customer_by_merger on customer (tenant, merged_into) where merged_into is not null;
