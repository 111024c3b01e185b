-- What an agent should know about how a mail was read; only mails of which there is something to say have a row.
create table message_reading (
    message_id    bigint primary key references message (id) on delete cascade,
    date_written  varchar(100),
    remote_images integer not null
);
