package io.aftercare.mail;

/** Tells, once the transaction is committed, that there is a mail to be handled. */
record InboundMailStored() {
}
