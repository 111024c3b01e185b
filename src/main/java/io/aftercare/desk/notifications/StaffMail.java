package io.aftercare.desk.notifications;

import io.aftercare.conversation.RequestNumber;

/**
 * A mail to an agent.
 *
 * @param user    engine user id
 * @param once    what must be mailed once only; null when it may be repeated
 * @param task    null for a digest or a note
 * @param request null when it is about none, or several
 * @param token   of its reply address
 */
record StaffMail(long id, String user, String address, Kind kind, String once, String task, RequestNumber request,
        String token, String internetId, String inReplyTo, String referenceIds, String subject, String text,
        String html,
        Status status) {

    enum Kind {
        /** A task waits. */
        TASK,
        /** All the tasks that wait. */
        DIGEST,
        /** What became of a reply. */
        TOLD,
        /** An internal note that is meant for this person. */
        NOTE
    }

    enum Status { QUEUED, SENT, FAILED }
}
