package io.aftercare.policy;

import java.time.LocalDate;

/**
 * The numbers of the support policy, as the decision tables deployed last have them. No text states one by itself: who
 * changes a table changes every letter and page. All methods throw {@link IllegalStateException} when a table does not
 * say its number, with what to correct in it.
 */
public interface PolicyNumbers {

    /** How long use and technical support are open after a purchase (rule 2). */
    SupportPeriod supportPeriod();

    /**
     * The last day, included, of use and technical support.
     *
     * @param purchasedOn calendar day in the vendor's zone, as is the result
     */
    LocalDate supportUntil(LocalDate purchasedOn);

    /** @param waitingFor what is waited for, as the table of waiting times knows it */
    WaitingTime waitingTime(String waitingFor);

    /**
     * How long a request waits for its customer, in calendar days from our letter.
     *
     * @param reminderAfterDays 0 when no reminder is sent
     */
    record WaitingTime(int reminderAfterDays, int endAfterDays) {
    }
}
