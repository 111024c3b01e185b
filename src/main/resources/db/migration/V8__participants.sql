-- Who besides the customer may write into a conversation. Who was removed stays, so that being copied again does not
-- bring the address back.
create table request_participant (
    request_id  bigint       not null references request (id) on delete cascade,
    address     varchar(320) not null,
    how         varchar(30)  not null,         -- COPIED_BY_CUSTOMER, JOINED_BY_AGENT, REPLY_TO
    since       timestamp with time zone not null,
    added_by    varchar(64),                   -- engine user id; null when by a mail
    removed_at  timestamp with time zone,
    removed_by  varchar(64),
    primary key (request_id, address)
);

-- Where the customer wants the answers; null for the address the customer writes from.
alter table request add column reply_to varchar(320);
-- The request in which this one goes on, after a person found that it belongs there.
alter table request add column joined_into bigint references request (id);

-- Who else gets the message, separated by commas.
alter table message add column cc_addresses ${long_text};

-- What a list of mails that are in no conversation shows of them, besides their sender.
alter table incoming_mail add column subject varchar(500);
