-- A mail is claimed before it is read and routed after that, in two short transactions: no lock and no connection is held
-- while a stranger's mail is read. Who has claimed it says so again and again; a killed node's claim runs out.
alter table mail_attempt add column claim varchar(36);                              -- of whom; null when of nobody
alter table mail_attempt add column claimed_until timestamp with time zone;
