-- A machine wrote the mail that a request began with, and a person took it in: no receipt goes to it,
-- wherever that mail is placed.

alter table request add column machine_wrote boolean default false not null;
