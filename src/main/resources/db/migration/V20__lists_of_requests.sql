-- Lists of requests are shown newest first, a page at a time, by state and by outcome.

create index request_state_newest on request (state, id);
create index request_outcome_newest on request (outcome, id);
