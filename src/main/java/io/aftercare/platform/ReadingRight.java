package io.aftercare.platform;

import java.util.Collection;
import java.util.Collections;

/**
 * How much of what customers write a person may read: the one rule, by the person's groups, which every door asks. A
 * customer's text is subject, name, address, message, file, licence key and whatever else tells of one customer, the
 * comments of colleagues included; the number of a request, counts, diagrams and times are not.
 */
public enum ReadingRight {

    /**
     * Every request, and the mails that stand in none: managers and administrators, who watch over all, and the
     * answering groups, which help each other. A request changes its kind and with it its group, and a colleague's
     * request is where an agent looks for how a problem was solved.
     */
    EVERYTHING,

    /**
     * The requests whose defect is confirmed, and those of which one of the person's groups has or had a task or the
     * person has been given one: maintenance, which makes patches and has no part in answering.
     */
    OWN_WORK,

    /** No customer's text at all: designers, and whoever is in none of our groups. */
    NOTHING;

    /** The widest right that one of the groups gives; null stands for no groups. */
    public static ReadingRight of(Collection<String> groups) {
        if (groups == null) {
            return NOTHING;
        }
        if (!Collections.disjoint(groups, SupportGroups.DECIDERS)
                || !Collections.disjoint(groups, SupportGroups.ANSWERING)) {
            return EVERYTHING;
        }
        return Collections.disjoint(groups, SupportGroups.AGENTS) ? NOTHING : OWN_WORK;
    }
}
