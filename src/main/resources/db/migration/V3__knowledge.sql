create table article (
    id          varchar(200)   primary key,
    source      varchar(100)   not null,
    title       varchar(500)   not null,
    language    varchar(2)     not null,
    section     varchar(20),
    url         varchar(2000),
    text_body   ${long_text}   not null,
    html_body   ${long_text}   not null,
    modified_at timestamp with time zone not null
);
create index article_source on article (source);
create index article_language on article (language, title);

-- One row. Every change of the articles gives it a new random value, by which each node sees that its index is outdated;
-- an import locks it, so that imports follow one another.
create table article_revision (
    id       integer     primary key check (id = 1),
    revision varchar(36) not null
);
insert into article_revision (id, revision) values (1, 'empty');
