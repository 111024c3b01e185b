-- How far each person has read each conversation, as far as pages showed it: who completes a task must have seen what the
-- customer wrote.
create table read_marker (
    request_id  bigint      not null references request (id) on delete cascade,
    user_id     varchar(64) not null,
    message_id  bigint      not null,            -- the newest message that was shown
    primary key (request_id, user_id)
);
