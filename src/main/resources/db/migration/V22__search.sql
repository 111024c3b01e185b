-- What agents find requests by, and the list of the desk.

-- The words of a request, each once and between blanks: number, subject, customer, key, and what was said in it. In lower
-- case and without accents. Made from request and messages, so it can be deleted and is made anew. In PostgreSQL RequestWordsIndex adds
-- the column found_by with its index.
create table request_words (
    request_id    bigint       primary key references request (id) on delete cascade,
    words         ${long_text} not null,
    last_message  bigint       not null,           -- the newest message that is in it
    made_from     timestamp with time zone not null -- when the request had changed that it was made from
);

create index request_changed on request (changed_at);
create index request_agent on request (agent, state, changed_at);
create index request_opened on request (opened_at);
create index message_author on message (author, created_at);
