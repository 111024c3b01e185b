-- Several threads and nodes take mails in at once. Whoever handles a mail locks its row in mail_attempt until the end, so
-- that the mail itself stays free: a mail whose handling hangs can be parked meanwhile, and a killed node lets go at once.
alter table incoming_mail add column sender varchar(320);                     -- null when the mail names none
alter table incoming_mail add column begun integer default 0 not null;        -- attempts that have not come to an end

update incoming_mail set begun = coalesce((select a.begun from mail_attempt a where a.mail_id = incoming_mail.id), 0);
alter table mail_attempt drop column begun;
