-- How often the handling of a mail was begun and came to no end, because the process was killed or never returned. Kept
-- apart from incoming_mail and without a foreign key, since that row is locked while the mail is handled.
create table mail_attempt (
    mail_id  bigint primary key,
    begun    integer not null
);
