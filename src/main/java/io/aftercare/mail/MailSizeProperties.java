package io.aftercare.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a mail may weigh.
 *
 * @param largest   a mail over it, or over a tenth of the heap, is not fetched whole: its first part is, the rest stays
 *                  in the mailbox, and its sender is told once
 * @param firstPart how much of a mail that is too large is fetched
 */
@ConfigurationProperties("aftercare.mail")
record MailSizeProperties(@DefaultValue("50MB") DataSize largest, @DefaultValue("64KB") DataSize firstPart) {

    MailSizeProperties {
        if (firstPart.toBytes() < 1024 || largest.compareTo(firstPart) < 0) {
            throw new IllegalArgumentException("aftercare.mail.largest (" + largest + ") must not be below "
                    + "aftercare.mail.first-part (" + firstPart + "), and that not below 1 kB.");
        }
        largest = DataSize.ofBytes(within(largest.toBytes(), Runtime.getRuntime().maxMemory()));
    }

    /** What may be taken in at once by a heap: a mail that is read takes several times what it weighs. */
    static long within(long bytes, long heap) {
        return Math.min(bytes, heap / 10);
    }
}
