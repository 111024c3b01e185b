package io.aftercare.mail.reading;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.angus.mail.util.BASE64DecoderStream;
import org.eclipse.angus.mail.util.QDecoderStream;
import org.eclipse.angus.mail.util.QPDecoderStream;
import org.eclipse.angus.mail.util.UUDecoderStream;

/** Undoes transfer encodings; what is unknown or too broken to undo stays as it came. */
final class TransferEncoding {

    private TransferEncoding() {
    }

    /** @param encoding the header's value, however written; null when there is none */
    static byte[] decode(byte[] bytes, String encoding) {
        String name = encoding == null ? "" : encoding.replaceAll("[;\\s\"'].*", "").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "base64" -> base64(bytes);
            case "b" -> read(new BASE64DecoderStream(new ByteArrayInputStream(bytes), true), bytes);
            case "quoted-printable", "qp" -> read(new QPDecoderStream(new ByteArrayInputStream(bytes)), bytes);
            case "q" -> read(new QDecoderStream(new ByteArrayInputStream(bytes)), bytes);
            case "uuencode", "x-uuencode", "x-uue", "uue" ->
                read(new UUDecoderStream(new ByteArrayInputStream(bytes), true, true), bytes);
            default -> bytes;
        };
    }

    private static byte[] base64(byte[] bytes) {
        int end = encodedLines(bytes);
        if (end > 0 && end < bytes.length && clear(Arrays.copyOfRange(bytes, end, bytes.length))) {
            // A mailing list or a gateway has put its footer below as it is.
            var both = new ByteArrayOutputStream(bytes.length);
            both.writeBytes(base64(Arrays.copyOf(bytes, end)));
            both.write('\n');
            both.write(bytes, end, bytes.length - end);
            return both.toByteArray();
        }
        return clear(bytes) ? bytes : read(new BASE64DecoderStream(new ByteArrayInputStream(bytes), true), bytes);
    }

    /**
     * How many bytes at the beginning are whole lines of base64 that end where base64 may end: at a multiple of four
     * characters.
     */
    private static int encodedLines(byte[] bytes) {
        int end = 0;
        int characters = 0;
        for (int start = 0; start < bytes.length;) {
            int stop = start;
            while (stop < bytes.length && bytes[stop] != '\n') {
                stop++;
            }
            String line = new String(bytes, start, stop - start, StandardCharsets.ISO_8859_1).strip();
            if (!line.chars().allMatch(
                    one -> one < 128 && Character.isLetterOrDigit(one) || one == '+' || one == '/' || one == '=')) {
                break;
            }
            characters += line.length();
            end = Math.min(stop + 1, bytes.length);
            start = stop + 1;
        }
        return characters >= 16 && characters % 4 == 0 ? end : 0;
    }

    /**
     * Whether bytes that claim to be base64 were never encoded: words have blanks between them and marks after them.
     */
    private static boolean clear(byte[] bytes) {
        int foreign = 0;
        int counted = 0;
        for (byte one : bytes) {
            if (one != '\r' && one != '\n') {
                counted++;
                foreign += Character.isLetterOrDigit(one) && one > 0 || one == '+' || one == '/' || one == '=' ? 0 : 1;
            }
        }
        return foreign * 100L > counted * 13L;
    }

    private static byte[] read(InputStream decoding, byte[] asTheyCame) {
        var decoded = new ByteArrayOutputStream(asTheyCame.length);
        var buffer = new byte[8192];
        try {
            for (int count = decoding.read(buffer); count >= 0; count = decoding.read(buffer)) {
                decoded.write(buffer, 0, count);
            }
        } catch (IOException | RuntimeException broken) {
            // What could be decoded up to here is worth more than nothing.
            return decoded.size() > 0 ? decoded.toByteArray() : asTheyCame;
        }
        return decoded.toByteArray();
    }
}
