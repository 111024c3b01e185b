package io.aftercare.desk.list;

import io.aftercare.conversation.RequestNumber;
import java.time.Instant;
import java.util.List;

/**
 * A request that was found.
 *
 * @param subject in parts, of which what was looked for is marked
 * @param state   in words
 * @param open    whether it has not ended
 * @param opened  the day, in words of the vendor's zone
 * @param age     since it was opened, in words
 * @param said    where it says what was looked for; null when number, subject or customer are what was found
 * @param task    an open task that this person may see; null when there is none
 */
record FoundRequest(RequestNumber number, List<Excerpt.Part> subject, List<Excerpt.Part> customer, String address,
        String state, boolean open, String kind, String product, String opened, String age, Instant openedAt, Said said,
        String task) {

    /**
     * @param by who wrote it, in words
     * @param on the day, in words of the vendor's zone
     */
    record Said(String by, String on, List<Excerpt.Part> parts) {
    }
}
