-- A rep's open work, the oldest first. Calls leave it as they are summarised, so it stays small.
create index call_pending on call (tenant, rep, started_at, call_id) where status = 'PENDING' and not voided;
