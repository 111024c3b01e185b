-- Whoever does not want us to learn from what they write. Kept by address, since it holds for their later requests, too.
create table learning_refusal (
    address varchar(320) primary key,
    since   timestamp with time zone not null
);

alter table contact_draft add column no_learning boolean default false not null;
