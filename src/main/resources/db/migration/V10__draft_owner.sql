-- A draft belongs to the browser that it was first kept for: owner is what its cookie says. Of drafts kept before nobody
-- knows whose they are; what was typed still stands in the page of whoever is writing, and is kept anew.
delete from contact_draft_attachment where token in (select token from contact_draft where request_id is null);
delete from contact_draft where request_id is null;
alter table contact_draft add column owner varchar(64) default '' not null;
alter table contact_draft alter column owner drop default;
