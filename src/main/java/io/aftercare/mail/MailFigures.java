package io.aftercare.mail;

import io.aftercare.mail.MailboxReconciliation.InMailbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many mails there are of which fate. Equal when no mail is lost: stored = waiting + handled + quarantined +
 * closed, every handled mail has its message and every quarantined one its task, and nothing in the mailbox is missing.
 *
 * @param inMailbox      null when no mailbox has been compared yet
 * @param stored         mails ever stored
 * @param waiting        stored, still to be handled
 * @param handled        stand with a conversation
 * @param quarantined    a person is to look at them
 * @param closed         of no conversation, by decision
 * @param withoutMessage handled, but their message is not there
 * @param withoutTask    quarantined, but nobody has the task
 * @param withoutMail    tasks whose mail is not quarantined
 * @param overdue        waiting for longer than they should
 */
record MailFigures(InMailbox inMailbox, long stored, long waiting, long handled, long quarantined, long closed,
        long withoutMessage, long withoutTask, long withoutMail, long overdue) {

    /** The names of {@link #byName}, in their order. */
    static final List<String> NAMES = List.of("mailbox", "notOurs", "taken", "missing", "stored", "waiting", "handled",
            "parked", "closed", "withoutMessage", "withoutTask", "withoutMail", "overdue");

    /** What is wrong, in sentences; empty when every mail is accounted for. */
    List<String> alarms() {
        var alarms = new ArrayList<String>();
        if (inMailbox != null && inMailbox.missing() > 0) {
            alarms.add(mails(inMailbox.missing(), "mail") + " in the mailbox could not be stored; the log says why.");
        }
        if (stored != waiting + handled + quarantined + closed) {
            alarms.add("Of " + mails(stored, "stored mail") + " only " + (waiting + handled + quarantined + closed)
                    + " have a known fate.");
        }
        if (withoutMessage > 0) {
            alarms.add(mails(withoutMessage, "handled mail") + (withoutMessage == 1 ? " has" : " have")
                    + " no message.");
        }
        if (withoutTask > 0) {
            alarms.add(mails(withoutTask, "quarantined mail") + (withoutTask == 1 ? " is" : " are")
                    + " nobody's task.");
        }
        if (withoutMail > 0) {
            alarms.add(mails(withoutMail, "task") + (withoutMail == 1 ? " is" : " are")
                    + " about mails that are not quarantined.");
        }
        if (overdue > 0) {
            alarms.add(mails(overdue, "mail") + (overdue == 1 ? " waits" : " wait")
                    + " to be taken in for too long.");
        }
        return alarms;
    }

    private static String mails(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }

    /** How many mails are in this state. */
    long in(InboundMail.State state) {
        return switch (state) {
            case RECEIVED -> waiting;
            case HANDLED -> handled;
            case QUARANTINED -> quarantined;
            case CLOSED -> closed;
        };
    }

    /** The figures by name, for health and metrics. */
    Map<String, Long> byName() {
        var figures = new LinkedHashMap<String, Long>();
        if (inMailbox != null) {
            figures.put("mailbox", inMailbox.all());
            figures.put("notOurs", inMailbox.notOurs());
            figures.put("taken", inMailbox.taken());
            figures.put("missing", inMailbox.missing());
        }
        figures.put("stored", stored);
        figures.put("waiting", waiting);
        figures.put("handled", handled);
        figures.put("parked", quarantined);
        figures.put("closed", closed);
        figures.put("withoutMessage", withoutMessage);
        figures.put("withoutTask", withoutTask);
        figures.put("withoutMail", withoutMail);
        figures.put("overdue", overdue);
        return figures;
    }
}
