-- By what a reply shows that its author had a letter of ours. Every letter has a reply address of its own, and so has every
-- copy of one; the token of the request stands in the customer's links only. Requests from before this had one reply
-- address, with the request's token, which everybody copied has seen.

alter table message add column reply_token varchar(64);  -- of our letters; null for what came in and for older letters
create unique index message_reply_token on message (reply_token);

-- The letters up to this one are known to others than the customer, since the customer or somebody who takes part answered
-- to all, or since they were mailed with copies before this.
alter table request add column shared_up_to bigint default 0 not null;
update request set shared_up_to = (select coalesce(max(m.id), 0) from message m
    where m.request_id = request.id and m.direction = 'OUT'
    and exists (select 1 from message c where c.request_id = request.id and c.cc_addresses is not null));

create table message_copy (
    message_id  bigint       not null references message (id) on delete cascade,
    address     varchar(320) not null,
    reply_token varchar(64)  not null unique,
    accepted_at timestamp with time zone,          -- when the mail server took it, or refused it for good
    primary key (message_id, address)
);

alter table message drop constraint message_purpose_check;
alter table message add constraint message_purpose_check check (purpose in ('CUSTOMER', 'ARTICLE_OFFER', 'PROOF_REQUEST',
    'REFUSAL', 'REFUSAL_UPHELD', 'REDIRECT', 'PATCH_REFUSAL', 'PATCH', 'ANSWER', 'QUESTION', 'REMINDER',
    'WITHDRAWAL_CONFIRMED', 'MAIL_TOO_LARGE', 'ANSWER_ADDRESS_CHANGED', 'NOTE'));
