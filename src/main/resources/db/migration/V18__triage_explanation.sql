-- Why a request was classified as it was, in sentences, and the customer's words that point to an origin.
create table triage_reason (
    request_id bigint        not null references request (id) on delete cascade,
    position   int           not null,
    sentence   varchar(1000) not null,
    primary key (request_id, position)
);

create table triage_signal (
    request_id bigint        not null references request (id) on delete cascade,
    position   int           not null,
    origin     varchar(50)   not null,
    sign       varchar(1000) not null,
    words      varchar(1000) not null,
    place      varchar(1000) not null,
    strong     boolean       not null,
    primary key (request_id, position)
);
