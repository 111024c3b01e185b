package io.aftercare.helpcentre;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Sizes of files as the visitor's language writes them. */
@Component
class FileSizes {

    private static final long KILOBYTE = DataSize.ofKilobytes(1).toBytes();
    private static final long MEGABYTE = DataSize.ofMegabytes(1).toBytes();

    private final MessageSource sentences;

    FileSizes(MessageSource sentences) {
        this.sentences = sentences;
    }

    /** Such as "1.4 MB" or "12 kB", rounded up to whole kilobytes below a megabyte. */
    public String of(long bytes) {
        return bytes >= MEGABYTE ? sentence("size.megabytes", (double) bytes / MEGABYTE)
                : sentence("size.kilobytes", (bytes + KILOBYTE - 1) / KILOBYTE);
    }

    private String sentence(String key, Number size) {
        return sentences.getMessage(key, new Object[] {size}, LocaleContextHolder.getLocale());
    }
}
