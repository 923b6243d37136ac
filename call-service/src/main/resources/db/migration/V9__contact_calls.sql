-- Who of all customers' people has a role; most numbers have none.
create index contact_by_role on contact (tenant, role, phone) where role is not null;
