-- Answers that agents have sent and that leave a little later: once sending can be undone no more, or at the moment that an
-- agent chose. Until then the request's draft stays as it is, with its files. What was undone or could not be sent stays
-- here until the task is done, so that what the agent had chosen is not lost with it.
create table scheduled_answer (
    request_id        bigint        primary key references request (id) on delete cascade,
    task_id           varchar(64)   not null,
    author            varchar(64)   not null,
    outcome           varchar(20)   not null
        constraint scheduled_answer_outcome_check check (outcome in ('ANSWER', 'ASK_CUSTOMER', 'THIRD_PARTY',
            'DEFECT_CONFIRMED', 'WRONG_KIND', 'NO_ANSWER_NEEDED')),
    text_body         ${long_text}  not null,
    origin            varchar(100),
    kind              varchar(20)
        constraint scheduled_answer_kind_check check (kind in ('COMMERCIAL', 'USE', 'TECHNICAL')),
    last_seen_message bigint        not null,
    due_at            timestamp with time zone not null,
    moment_chosen     boolean       not null,     -- by the agent; false: it only waits so that it can be undone
    state             varchar(20)   not null
        constraint scheduled_answer_state_check check (state in ('WAITING', 'RETURNED')),
    problem           varchar(1000)               -- why it was not sent; null while it waits, and when it was undone
);
create index scheduled_answer_due on scheduled_answer (state, due_at);
