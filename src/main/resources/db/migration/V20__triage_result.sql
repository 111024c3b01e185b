-- All that was found out about a request stands with it, and who found it out: the process, or a person by the engine's user id.
alter table request add column origin_strong boolean default false not null;
alter table request add column file_damaged boolean default false not null;
alter table request add column triage_sure boolean default false not null;
alter table request add column triaged_by varchar(100);

update request set triage_sure = true, triaged_by = (select d.decided_by from decision d where d.id =
    (select max(latest.id) from decision latest where latest.request_id = request.id and latest.subject = 'triage'))
where kind is not null;
