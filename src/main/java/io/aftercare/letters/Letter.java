package io.aftercare.letters;

/** The two parts of a mail, each complete in itself. */
record Letter(String text, String html) {
}
