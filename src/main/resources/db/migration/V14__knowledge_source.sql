-- What is known of each web site or folder that articles are fetched from. A row appears with the first attempt.
create table knowledge_source (
    name            varchar(100)   primary key,
    configuration   varchar(64)    not null,      -- hash of what was configured; another one means all is fetched anew
    last_run_at     timestamp with time zone not null,
    last_success_at timestamp with time zone,
    compared_at     timestamp with time zone,     -- when all ids were last compared
    next_run_at     timestamp with time zone not null,
    failures        integer        not null,      -- since the last success
    problem         varchar(2000),                -- of the last run; null when it succeeded
    bookmark        ${long_text}                  -- JSON: how far we are, and what tells whether anything changed
);

-- One row: who fetches now, and until when that is believed. A killed node's claim runs out.
create table knowledge_source_claim (
    id         integer      primary key check (id = 1),
    holder     varchar(36),
    held_until timestamp with time zone
);
insert into knowledge_source_claim (id) values (1);
