package io.aftercare.entitlement;

/** A file of which nothing could be taken in; the message says why and what to do. */
public class ImportRejected extends RuntimeException {

    ImportRejected(String message) {
        super(message);
    }
}
