-- What telephony systems have posted, normalised: several rows may tell of one call, and the call is made of them all.
create table telephony_record (
    tenant      text        not null,
    call_id     text        not null,
    record_id   text        not null,
    version     bigint      not null, -- of the same record the higher one is newer
    phone       text,                 -- the customer's, E.164; here alone, so that it can be erased
    record      text        not null, -- JSON, read and written as a whole
    received_at timestamptz not null default now(),
    primary key (tenant, call_id, record_id)
);
create index telephony_record_by_phone on telephony_record (tenant, phone) where phone is not null;

-- Codes that left it open what became of a call. Most calls are not among them, so the index costs little.
create index call_with_unmapped_code on call (tenant, telephony_source, telephony_code, started_at, call_id)
    where telephony_result = 'UNKNOWN' and telephony_source is not null and telephony_code is not null and not voided;
