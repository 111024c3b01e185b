package io.aftercare.conversation;

/** The three kinds of assistance of the support policy. */
public enum Kind {
    /** Product, prices, terms of purchase, orders, invoices, shop; open to everybody, always. */
    COMMERCIAL,
    /** How to do something; open to owners of a licence for the support period. */
    USE,
    /** A problem that comes from the software itself; open to owners of a licence for the support period. */
    TECHNICAL
}
