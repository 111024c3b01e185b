package io.aftercare.mail.reading;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What an S/MIME part holds (CMS, RFC 5652), as far as nobody's key is needed for it: a mail that is only signed is
 * opened, without a judgement on the signature.
 *
 * @param kind    what was done to the content
 * @param content the mail within; null when it is encrypted or there is none
 */
record CryptographicMessage(Kind kind, byte[] content) {

    /** What was done to the content. */
    enum Kind {
        SIGNED, CERTIFICATES, ENCRYPTED
    }

    private static final String SIGNED_DATA = "2a864886f70d010702";
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int CONSTRUCTED_OCTETS = 0x24;
    private static final int EXPLICIT = 0xA0;
    private static final int DEEPEST = 40;

    /** Whatever is not signed, or too broken to tell, counts as encrypted. */
    static CryptographicMessage of(byte[] bytes) {
        try {
            var content = new Reader(bytes, 0, bytes.length).enter(SEQUENCE);
            if (!HexFormat.of().formatHex(content.value(OBJECT_IDENTIFIER)).equals(SIGNED_DATA)) {
                return new CryptographicMessage(Kind.ENCRYPTED, null);
            }
            Reader signed = content.enter(EXPLICIT).enter(SEQUENCE);
            signed.value(INTEGER);
            signed.value(SET);
            Reader encapsulated = signed.enter(SEQUENCE);
            encapsulated.value(OBJECT_IDENTIFIER);
            return encapsulated.next() != EXPLICIT ? new CryptographicMessage(Kind.CERTIFICATES, null)
                    : new CryptographicMessage(Kind.SIGNED, encapsulated.enter(EXPLICIT).octets());
        } catch (IllegalStateException | IndexOutOfBoundsException broken) {
            return new CryptographicMessage(Kind.ENCRYPTED, null);
        }
    }

    /** Reads elements of BER one after the other, those without a length, too. */
    private static final class Reader {

        private final byte[] bytes;
        private final int end;
        private int at;

        Reader(byte[] bytes, int at, int end) {
            this.bytes = bytes;
            this.at = at;
            this.end = end;
        }

        /** The tag of the next element; -1 when there is none. */
        int next() {
            return at >= end || bytes[at] == 0 && at + 1 < end && bytes[at + 1] == 0 ? -1 : bytes[at] & 0xFF;
        }

        Reader enter(int tag) {
            int[] bounds = bounds(tag, 0);
            return new Reader(bytes, bounds[0], bounds[1]);
        }

        byte[] value(int tag) {
            int[] bounds = bounds(tag, 0);
            return Arrays.copyOfRange(bytes, bounds[0], bounds[1]);
        }

        /** The octets of a string, which may be cut into many. */
        byte[] octets() {
            var octets = new ByteArrayOutputStream();
            if (next() == OCTETS) {
                octets.writeBytes(value(OCTETS));
            } else {
                Reader pieces = enter(CONSTRUCTED_OCTETS);
                while (pieces.next() >= 0) {
                    octets.writeBytes(pieces.value(OCTETS));
                }
            }
            return octets.toByteArray();
        }

        /** Where the value of the next element begins and ends; goes on behind it. */
        private int[] bounds(int tag, int depth) {
            if (depth > DEEPEST || next() < 0 || tag >= 0 && next() != tag) {
                throw new IllegalStateException("Not the element that was expected.");
            }
            at++;
            int first = bytes[at++] & 0xFF;
            int start = at;
            if (first == 0x80) {
                while (next() >= 0) {
                    bounds(-1, depth + 1);
                }
                at += 2;
                return new int[] {start, at - 2};
            }
            long length = first;
            if (first > 0x80) {
                length = 0;
                for (int i = 0; i < (first & 0x7F); i++) {
                    length = length << 8 | bytes[at++] & 0xFF;
                }
                start = at;
            }
            if (length < 0 || length > end - start) {
                throw new IllegalStateException("The element does not end.");
            }
            at = start + (int) length;
            return new int[] {start, at};
        }
    }
}
