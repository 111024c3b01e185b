package io.aftercare.process;

/** What a customer can tell us by a link in a mail. */
public enum CustomerChoice { SOLVED, STILL_NEEDS_HELP, WITHDRAW }
