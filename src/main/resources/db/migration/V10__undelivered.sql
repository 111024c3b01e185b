-- Letters that did not arrive: bounced, refused for good, or held back. Written apart from the step that failed to send,
-- while that step holds the letter's row: hence no foreign keys, whose checks would wait for it.
create table undelivered_letter (
    message_id     bigint primary key,
    request_id     bigint       not null,
    address        varchar(320) not null,
    problem        varchar(20)  not null,          -- BOUNCED, REFUSED, ADDRESS_BLOCKED, TOO_MANY
    status         varchar(20),                    -- such as 5.1.1 or 550
    reason         varchar(2000) not null,
    permanent      boolean      not null,
    since          timestamp with time zone not null,
    told_at        timestamp with time zone,       -- when a person was given the task, or none was needed
    settled_at     timestamp with time zone,       -- when a person decided, or the letter was delivered after all
    sent_again_as  bigint                          -- the copy a person had sent
);
create index undelivered_letter_request on undelivered_letter (request_id, settled_at);
create index undelivered_letter_untold on undelivered_letter (told_at, settled_at);
create index undelivered_letter_copy on undelivered_letter (sent_again_as);

-- Addresses that no automatic mail is sent to until somebody clears them.
create table undeliverable_address (
    address     varchar(320) primary key,
    status      varchar(20),
    reason      varchar(2000) not null,
    message_id  bigint,                            -- the letter that told
    since       timestamp with time zone not null,
    cleared_at  timestamp with time zone,
    cleared_by  varchar(64)
);

-- For the figures of the outbox, which are asked for every few seconds.
create index message_status on message (status, created_at);
