-- Several people at one request.

-- Who has a request open, as that person's browser last said: a row is written anew every few seconds, means nothing once
-- it is older than half a minute, and is deleted when the page is left.
create table presence (
    request_id bigint      not null references request (id) on delete cascade,
    user_id    varchar(64) not null,
    activity   varchar(10) not null
        constraint presence_activity_check check (activity in ('TYPING', 'LOOKING', 'IDLE')),
    seen_at    timestamp with time zone not null,
    primary key (request_id, user_id)
);
create index presence_seen on presence (seen_at);

-- Whom an internal note is meant for: who is mentioned in it, or was handed the task with it. It is new to that person until
-- a page has shown it, as the read marker says.
create table note_recipient (
    message_id bigint      not null references message (id) on delete cascade,
    recipient  varchar(64) not null,             -- engine user id or, of a group, group id
    is_group   boolean     not null,
    reason     varchar(20) not null
        constraint note_recipient_reason_check check (reason in ('MENTIONED', 'HANDED_OVER', 'TAKEN_OVER')),
    primary key (message_id, recipient, is_group)
);
create index note_recipient_whom on note_recipient (recipient, is_group, message_id);

alter table staff_mail drop constraint staff_mail_kind_check;
alter table staff_mail add constraint staff_mail_kind_check check (kind in ('TASK', 'DIGEST', 'TOLD', 'NOTE'));

-- What somebody was writing when a colleague took the task over: it stays that person's own.
create table set_aside_draft (
    request_id bigint       not null references request (id) on delete cascade,
    user_id    varchar(64)  not null,
    text_body  ${long_text} not null,
    saved_at   timestamp with time zone not null,
    primary key (request_id, user_id)
);
