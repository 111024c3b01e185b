package io.aftercare.conversation;

import org.springframework.modulith.NamedInterface;

/** The three kinds of assistance of the support policy. */
@NamedInterface("kernel")
public enum Kind {
    /** Product, prices, terms of purchase, orders, invoices, shop; open to everybody, always. */
    COMMERCIAL("Commercial", "Commercial question"),
    /** How to do something; open to owners of a licence for the support period. */
    USE("Use", "Use of the software"),
    /** A problem that comes from the software itself; open to owners of a licence for the support period. */
    TECHNICAL("Technical", "Technical problem");

    private final String shortTitle;
    private final String title;

    Kind(String shortTitle, String title) {
        this.shortTitle = shortTitle;
        this.title = title;
    }

    /** Where it is plain that a kind of assistance is meant, in English. */
    public String shortTitle() {
        return shortTitle;
    }

    /** For people who work here, in English; customers read no kinds. */
    public String title() {
        return title;
    }
}
