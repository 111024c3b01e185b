-- A receipt, and the news that a defect is confirmed, are letters of their own.

alter table message drop constraint message_purpose_check;
alter table message add constraint message_purpose_check check (purpose in ('CUSTOMER', 'RECEIPT', 'ARTICLE_OFFER',
    'PROOF_REQUEST', 'REFUSAL', 'REFUSAL_UPHELD', 'REDIRECT', 'PATCH_REFUSAL', 'DEFECT_CONFIRMED', 'PATCH', 'ANSWER',
    'QUESTION', 'REMINDER', 'WITHDRAWAL_CONFIRMED', 'MAIL_TOO_LARGE', 'ANSWER_ADDRESS_CHANGED', 'NOTE'));
