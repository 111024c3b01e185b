package io.aftercare.mail.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Mails as strangers, broken programs and attackers send them: the written ones under {@code src/test/resources/mails},
 * each damaged in one to four ways. A seed and a number always make the same mail, so that a failure can be repeated.
 */
public final class FuzzedMails {

    /** Keeps a run of many thousands short; what is large is tried by tests of its own. */
    private static final int LONGEST = 256 * 1024;
    private static final List<String> CHARSETS = List.of("utf-8", "us-ascii", "utf-7", "gb2312", "ks_c_5601-1987",
            "iso-2022-jp", "x-unknown", "utf-16", "utf-16le", "utf-32", "\"utf-8;format=flowed\"", "ibm037",
            "x-user-defined",
            "iso-8859-8-i", "macintosh", "cp-1252", "hz-gb-2312", "big5", "euc-jp", "windows-1251", "=?utf-8?q?utf-8?=",
            "");
    private static final List<String> ENCODINGS = List.of("base64", "quoted-printable", "x-uuencode", "7bit", "8bit",
            "binary", "x-yencode", "base64;", "q", "");
    private static final List<String> TYPES =
            List.of("text/html", "text/plain", "multipart/mixed", "multipart/related; boundary=x",
                    "multipart/alternative; boundary=\"-\"", "message/rfc822", "application/ms-tnef", "text/calendar",
                    "message/partial",
                    "image/svg+xml", "text", "/", "multipart/digest; boundary=b",
                    "multipart/report; report-type=delivery-status; boundary=b");
    private static final List<String> HEADERS = List.of("From: ", "To: ", "Subject: ", "Date: ", "Message-ID: ",
            "References: ", "Content-Type: ", "Content-Disposition: attachment; filename*0*=", "Reply-To: ",
            "Content-ID: ");
    private static final List<String> FRAGMENTS = List.of("<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<a href=\"java\tscript:alert(1)\">x</a>", "<base href=//evil.example>",
            "<meta http-equiv=refresh content=0>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<form action=//evil.example><input name=a>",
            "<div style=\"background:url(//evil.example)\">", "<iframe srcdoc=\"<script>alert(1)</script>\">",
            "<![CDATA[", "<!--",
            "<template><script>1</script>", "begin 644 a.txt\r\n#86)C\r\n`\r\nend\r\n", "\u00ef\u00bb\u00bf",
            "\u00ed\u00a0\u0080",
            "=?utf-8?B?", "?=", "=?x?q?=00=ED=A0=80?=", "%00%ED%A0%80", "\u001b$B", "+ADw-script+AD4-",
            "&#0;&#xD800;&#x110000;",
            "> > > > ", "-- \r\n", "On Mon, 4 Mar 2024 at 10:11, A <a@a.example> wrote:\r\n", "\u0000", "\r\n.\r\n",
            "\r\n\r\n");

    private final Random random;
    private final List<byte[]> written;

    private FuzzedMails(Random random, List<byte[]> written) {
        this.random = random;
        this.written = written;
    }

    /** Damaged mails without end; the n-th (from 0) is {@link #mail} with this seed and n. */
    public static Stream<byte[]> mails(long seed) {
        List<byte[]> written = written();
        return LongStream.iterate(0, number -> number + 1).mapToObj(number -> mail(seed, number, written));
    }

    /** One mail of a run. */
    public static byte[] mail(long seed, long number) {
        return mail(seed, number, written());
    }

    /** The mails as they were written, undamaged, with CRLF line ends, in the order of their file names. */
    public static List<byte[]> written() {
        try (Stream<Path> files = Files.list(Path.of(FuzzedMails.class.getResource("/mails").toURI()))) {
            return files.filter(file -> file.toString().endsWith(".eml")).sorted().map(FuzzedMails::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] read(Path file) {
        try {
            return latin1(text(Files.readAllBytes(file)).replace("\r\n", "\n").replace("\n", "\r\n"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The same of mails that are read already. */
    static byte[] mail(long seed, long number, List<byte[]> written) {
        // Neighbouring seeds of java.util.Random begin alike, hence the mixing.
        return new FuzzedMails(new Random((seed * 0x9E3779B97F4A7C15L + number) * 0xBF58476D1CE4E5B9L), written).next();
    }

    private byte[] next() {
        byte[] mail = one(written);
        for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
            mail = damaged(mail);
        }
        return mail.length <= LONGEST ? mail : Arrays.copyOf(mail, LONGEST);
    }

    private byte[] damaged(byte[] mail) {
        return switch (random.nextInt(20)) {
            case 0, 1 -> bytesReplaced(mail);
            case 2 -> bitsFlipped(mail);
            case 3 -> Arrays.copyOf(mail, random.nextInt(mail.length + 1));
            case 4 -> headerLine(mail, true);
            case 5 -> headerLine(mail, false);
            case 6, 7 -> boundaryDamaged(mail);
            case 8 -> latin1(text(mail).replaceAll("(?i)charset=\"?[^\\s;\"]*\"?", "charset=" + one(CHARSETS)));
            case 9 ->
                latin1(text(mail).replaceAll("(?i)(content-transfer-encoding:)[^\\r\\n]*", "$1 " + one(ENCODINGS)));
            case 10 -> latin1(replaceOne(text(mail), "content-type: ", "Content-Type: " + one(TYPES) + "; "));
            case 11, 12 -> spliced(mail, one(written));
            case 13 -> withHugeHeader(mail);
            case 14 -> nested(mail);
            case 15, 16 -> inserted(mail, latin1(one(FRAGMENTS).repeat(random.nextInt(20) == 0 ? 500 : 1)));
            case 17 -> inserted(mail, new byte[1 + random.nextInt(50)]);
            case 18 -> lineEndsMixed(mail);
            default -> repeated(mail);
        };
    }

    private byte[] bytesReplaced(byte[] mail) {
        byte[] damaged = mail.clone();
        for (int hit = random.nextInt(40); hit >= 0 && damaged.length > 0; hit--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private byte[] bitsFlipped(byte[] mail) {
        byte[] damaged = mail.clone();
        for (int hit = random.nextInt(20); hit >= 0 && damaged.length > 0; hit--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    /** A line of the head twice, up to a thousand times, or not at all. */
    private byte[] headerLine(byte[] mail, boolean more) {
        String text = text(mail);
        int end = Math.max(0, text.indexOf("\r\n\r\n"));
        String[] lines = text.substring(0, end).split("\r\n");
        int hit = random.nextInt(lines.length);
        lines[hit] = more ? String.join("\r\n", Collections.nCopies(random.nextInt(10) == 0 ? 1000 : 2, lines[hit]))
                : "X-Gone: y";
        return latin1(String.join("\r\n", lines) + text.substring(end));
    }

    private byte[] boundaryDamaged(byte[] mail) {
        String text = text(mail);
        return latin1(switch (random.nextInt(6)) {
            case 0 -> text.replaceAll("(?i)boundary=\"?[^\\s;\"]*\"?", "");
            case 1 -> text.replaceAll("(?i)boundary=", "boundary=\"z");
            case 2 -> text.replace("--\r\n", "\r\n");
            case 3 -> text.replace("\r\n--", "\r\n-- ");
            case 4 -> replaceOne(text, "\r\n--", "");
            default -> replaceOne(text, "\r\n--", "\r\n\r\n--" + "-".repeat(random.nextInt(100)));
        });
    }

    private byte[] spliced(byte[] first, byte[] second) {
        int end = random.nextInt(first.length + 1);
        int begin = random.nextInt(second.length + 1);
        byte[] both = Arrays.copyOf(first, end + second.length - begin);
        System.arraycopy(second, begin, both, end, second.length - begin);
        return both;
    }

    private byte[] withHugeHeader(byte[] mail) {
        String filling = random.nextBoolean()
                ? one(List.of("a", "<a@a.example>", "=?utf-8?q?a?= ", "\r\n ", "\"", "(", ";a=b", "\\", "%", "'"))
                : one(FRAGMENTS);
        String value = filling.repeat(Math.min(20_000, 1 + random.nextInt(1 << random.nextInt(14))));
        return joined(latin1(one(HEADERS) + value + "\r\n"), mail);
    }

    /** The mail inside of other multiparts or mails. */
    private byte[] nested(byte[] mail) {
        byte[] nested = mail;
        for (int depth = random.nextInt(random.nextInt(8) == 0 ? 60 : 3); depth >= 0
                && nested.length < LONGEST; depth--) {
            String boundary = "n" + random.nextInt(3);
            nested = joined(
                    latin1("Subject: nested\r\nContent-Type: " + one(List.of("multipart/mixed", "multipart/alternative",
                            "multipart/related", "multipart/digest", "multipart/signed")) + "; boundary=" + boundary
                            + "\r\n\r\n--" + boundary + "\r\n"),
                    random.nextInt(4) == 0 ? joined(latin1("Content-Type: message/rfc822\r\n\r\n"), nested) : nested,
                    latin1("\r\n--" + boundary + "--\r\n"));
        }
        return nested;
    }

    private byte[] inserted(byte[] mail, byte[] piece) {
        int at = random.nextInt(mail.length + 1);
        return joined(Arrays.copyOf(mail, at), piece, Arrays.copyOfRange(mail, at, mail.length));
    }

    private byte[] lineEndsMixed(byte[] mail) {
        var mixed = new StringBuilder();
        for (String line : text(mail).split("\r\n", -1)) {
            mixed.append(line).append(one(List.of("\r\n", "\n", "\r", "\r\n", "\r\r\n")));
        }
        return latin1(mixed.toString());
    }

    private byte[] repeated(byte[] mail) {
        if (mail.length == 0) {
            return mail;
        }
        int from = random.nextInt(mail.length);
        int to = Math.min(mail.length, from + 1 + random.nextInt(500));
        byte[] piece = Arrays.copyOfRange(mail, from, to);
        var times = new ByteArrayOutputStream();
        for (int time = 1 << random.nextInt(8); time > 0; time--) {
            times.writeBytes(piece);
        }
        return joined(Arrays.copyOf(mail, to), times.toByteArray(), Arrays.copyOfRange(mail, to, mail.length));
    }

    private String replaceOne(String text, String sought, String replacement) {
        int from = random.nextInt(text.length() + 1);
        int at = text.toLowerCase(Locale.ROOT).indexOf(sought, from);
        return at < 0 ? text : text.substring(0, at) + replacement + text.substring(at + sought.length());
    }

    private <T> T one(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    private static byte[] joined(byte[]... pieces) {
        var all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    /** Bytes as characters, one each, and back. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
