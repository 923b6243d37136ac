-- Tickets that open a stream where no header can be sent. A row lives for minutes: it is prolonged while a stream is open and
-- deleted soon after. The ticket itself is nowhere, and its hash is looked up before anybody's tenant is known.
create table stream_ticket (
    ticket_hash text        primary key, -- SHA-256 of the ticket, hexadecimal
    claims      text        not null,    -- JSON: what the holder's token said
    expires_at  timestamptz,             -- when that token expires; null: never
    valid_until timestamptz not null     -- never after expires_at
);
create index stream_ticket_by_validity on stream_ticket (valid_until);
