package io.aftercare.knowledge;

/** What an article of the help is about, after the kinds of assistance in the support policy. */
public enum Section {
    /** How to do something with the software. */
    USE,
    /** A malfunction of the software and how to get over it. */
    TECHNICAL,
    /** Prices, terms of purchase, orders, invoices, the shop. */
    COMMERCIAL,
    /** A problem that originates elsewhere: antivirus, operating system, printer, other programs. */
    THIRD_PARTY
}
