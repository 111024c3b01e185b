-- Which mail of a mailbox became which stored mail, so that it can be said of every mail in it whether it has been taken.
-- A mail that arrived twice has two UIDs and one stored mail. No foreign key: a mail may be deleted, its UID stays taken.
create table fetched_uid (
    mailbox       varchar(320) not null,
    uid_validity  bigint       not null,
    uid           bigint       not null,
    mail_id       bigint       not null,
    constraint fetched_uid_once primary key (mailbox, uid_validity, uid)
);
insert into fetched_uid (mailbox, uid_validity, uid, mail_id)
select mailbox, uid_validity, uid, min(id) from incoming_mail group by mailbox, uid_validity, uid;

-- A mail over the limit is stored up to it; this is what all of it weighs. Null when all of it is stored.
alter table incoming_mail add column full_size bigint;

-- Mails up to the first UID were there, and read by others, before we first looked; those are not ours.
alter table mailbox_position add column first_uid bigint default 0 not null;
update mailbox_position set first_uid = last_uid;
-- When the numbering was first seen and when the mailbox was last looked through under it: where to look from when the
-- server numbers its mails anew.
alter table mailbox_position add column began_at timestamp with time zone default current_timestamp not null;
alter table mailbox_position add column contact_at timestamp with time zone default current_timestamp not null;
-- Since when read mails are still to be looked at after a new numbering; null when they have been.
alter table mailbox_position add column look_from timestamp with time zone;
update mailbox_position set contact_at = coalesce((select max(m.received_at) from incoming_mail m
    where m.mailbox = mailbox_position.mailbox), contact_at);
update mailbox_position set began_at = coalesce((select min(m.received_at) from incoming_mail m
    where m.mailbox = mailbox_position.mailbox), began_at);
