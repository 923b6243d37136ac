-- What a number's calls are read by when it is asked whether it may be dialled.
create index call_by_phone on call (tenant, phone, started_at) where phone is not null and not voided;

-- Failures that a broken trunk can give for any number, and what they are measured against: all that the trunk carried.
create index call_blaming_trunk on call (tenant, telephony_trunk, started_at)
    where telephony_result in ('NUMBER_DOES_NOT_EXIST', 'NUMBER_CHANGED', 'BAD_FORMAT', 'SUSPENDED', 'UNREACHABLE',
                               'REJECTED', 'NO_ROUTE', 'SYSTEM_FAILURE')
        and given_outcome is null and telephony_trunk is not null and phone is not null
        and direction = 'OUTBOUND' and not voided;
create index call_by_trunk on call (tenant, telephony_trunk, started_at)
    where telephony_trunk is not null and direction = 'OUTBOUND' and not voided;

-- What people have decided about numbers: rows are added and never changed, except that an erasure empties phone and
-- reason. The key is a keyed hash of the number, so that what was decided outlives its erasure.
create table number_mark (
    tenant         text        not null,
    number_hash    bytea       not null,
    id             text        not null, -- ULID
    phone          text,                 -- E.164
    kind           text        not null, -- SUPPRESSED, LIFTED, ERASED
    reason         text,
    at             timestamptz not null, -- later than every mark before it on the same number
    by             text        not null,
    verdict_reason text,                 -- of ERASED: what held for good, and since when
    verdict_since  timestamptz,
    primary key (tenant, number_hash, id)
);
create index number_mark_by_phone on number_mark (tenant, phone) where phone is not null;
