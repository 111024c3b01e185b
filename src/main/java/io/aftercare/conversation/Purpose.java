package io.aftercare.conversation;

import org.springframework.modulith.NamedInterface;

/** Why a message exists; of each automatic purpose a request gets at most the mails its process asks for. */
@NamedInterface("kernel")
public enum Purpose {
    /** What the customer wrote, or what an agent noted of a call. */
    CUSTOMER,
    /** Tells the number of a request, and by when a person answers. */
    RECEIPT,
    ARTICLE_OFFER,
    PROOF_REQUEST,
    REFUSAL,
    REFUSAL_UPHELD,
    REDIRECT,
    PATCH_REFUSAL,
    /** Tells that a defect is confirmed and a patch being made. */
    DEFECT_CONFIRMED,
    PATCH,
    ANSWER,
    QUESTION,
    REMINDER,
    WITHDRAWAL_CONFIRMED,
    MAIL_TOO_LARGE,
    /** Tells the address that answers went to that they go to another one from now on. */
    ANSWER_ADDRESS_CHANGED,
    NOTE,
    /** What an agent writes to a third party, in a side conversation. */
    SIDE_LETTER,
    /** What the third party writes there. */
    SIDE_REPLY
}
