-- The address that a person corrected stays the customer's, who may go on writing from it.
alter table request_participant drop constraint request_participant_how_check;
alter table request_participant add constraint request_participant_how_check
    check (how in ('COPIED_BY_CUSTOMER', 'JOINED_BY_AGENT', 'REPLY_TO', 'FORMER_ADDRESS'));
