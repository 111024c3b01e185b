-- What is kept no longer.

create index request_closed on request (closed_at);

-- When all of a mail but its identity was deleted, its time being over: the row stays, so that a mail that is still in the
-- mailbox, or comes once more under another numbering, is not taken in again.
alter table incoming_mail add column erased_at timestamp with time zone;
create index incoming_mail_received on incoming_mail (received_at);
create index mail_acceptance_accepted on mail_acceptance (accepted_at);
