-- Which articles say the same in other languages, as their source told it.
create table article_translation (
    article_id varchar(200) primary key references article (id) on delete cascade,
    group_key  varchar(250) not null               -- the same for all that say the same; made by the import
);
create index article_translation_group on article_translation (group_key);

-- Examples learned before names, greetings and signatures were left out of them are cleaned at the next start.
alter table triage_example add column anonymous boolean default false not null;
