-- A letter leaves the outbox by itself; one that did not leave at once is sent by a process, which retries it and is
-- its incident in Cockpit. What was queued before has its process already.

alter table message add column sent_by_process boolean default false not null;
update message set sent_by_process = true where status = 'QUEUED';
