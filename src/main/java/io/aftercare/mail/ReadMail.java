package io.aftercare.mail;

import io.aftercare.mail.reading.ForwardedMail;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.ParsedMail;
import io.aftercare.mail.reading.TimeLimitedReader;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A mail that has been read, and the one that it forwards.
 *
 * @param original empty when there is none that can be read; fails with {@link TimeLimitedReader.TooSlow} when its
 *                 reading took too long
 */
record ReadMail(ParsedMail mail, Supplier<Optional<ForwardedMail>> original) {

    /**
     * Reads a mail, and the one that it forwards if its subject says so.
     *
     * @throws TimeLimitedReader.TooSlow when reading the mail itself takes too long
     */
    static ReadMail of(byte[] raw, TimeLimitedReader reader) {
        ParsedMail mail = reader.read(raw);
        if (!mail.forwarded()) {
            return new ReadMail(mail, Optional::empty);
        }
        try {
            Optional<ForwardedMail> original = ForwardedMail.in(mail, reader::read);
            return new ReadMail(mail, () -> original);
        } catch (TimeLimitedReader.TooSlow late) {
            // Of no account unless a colleague forwards it.
            return new ReadMail(mail, () -> {
                throw late;
            });
        }
    }

    /** A mail of which only the headers can be read. */
    static ReadMail placeholder(byte[] raw, String sentence) {
        return new ReadMail(MailReader.placeholder(raw, sentence), Optional::empty);
    }
}
