package io.aftercare.triage;

/** What a reply does that a click on a link would have done. */
public enum ReplyIntent {
    /** It clearly says that the matter is settled. */
    SOLVED,
    /** It clearly withdraws the request. */
    WITHDRAWN,
    /** Anything else, and whatever is in doubt: it goes on to a person. */
    OTHER
}
