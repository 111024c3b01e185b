package io.aftercare.desk.list;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.presence.PresentPeople;
import java.time.Instant;
import java.util.List;

/**
 * A task as the list shows it.
 *
 * @param title    the request's subject; of a task that belongs to no request what is to be done
 * @param todo     what is to be done; null where that is to answer, as it mostly is
 * @param number   null for a task that belongs to no request
 * @param customer name, else mail address; null for a task that belongs to no request
 * @param kind     in words; null before triage
 * @param product  its name; null when unknown
 * @param age      since the request was opened, in words
 * @param due      null when there is no target
 * @param reply    whether the customer has written again since this person looked
 * @param draft    whether somebody has begun an answer
 * @param sending  what becomes of an answer that was sent and has not left, in words; null when there is none
 * @param files    whether the customer sent files
 * @param assignee engine user id; null when nobody has taken it
 * @param taken    name of who has taken it; null for this person and for nobody
 * @param note     why an internal note is meant for this person, who has not been shown it; null mostly
 * @param present  who else has the request open
 */
record TaskCard(String id, String title, String todo, RequestNumber number, String customer, String kind,
        String product, String age, Due due, boolean reply, boolean draft, String sending, boolean files,
        String assignee, String taken, Instant created, int priority, String note,
        List<PresentPeople.Present> present) {
}
