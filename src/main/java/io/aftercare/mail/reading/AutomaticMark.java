package io.aftercare.mail.reading;

/**
 * By what a mail is known not to be simply what a person wrote to us.
 *
 * @param words the mark itself, such as {@code Precedence: bulk}, to be shown in brackets
 */
public record AutomaticMark(Kind kind, String words) {

    /** What such a mark says, the surest first. */
    public enum Kind {
        /** It answers a mail without a person, such as an absence notice. Nobody wrote it. */
        ANSWER,
        /** A machine sent it of its own accord; it may pass on what a person wants. */
        NOTICE,
        /** A machine took part in it, such as another help desk; a person may have written it all the same. */
        MACHINE,
        /** It went through a list or group, or to many at once; each mail of a list is written by a person. */
        LIST
    }
}
