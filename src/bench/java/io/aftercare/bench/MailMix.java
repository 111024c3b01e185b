package io.aftercare.bench;

import java.util.Base64;
import java.util.Random;
import java.util.UUID;

/** Mails as customers send them; every one from another customer, all with a question that an article answers. */
final class MailMix {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, "\r\n".getBytes());

    private final Random random = new Random(20_241_122);

    /** A few lines of plain text. */
    String small() {
        return head("text/plain; charset=utf-8") + question() + "\r\n";
    }

    /**
     * Of four: two small ones, one in HTML with a screenshot of 50 to 300 kB in it, one with a document of 0.2 to 2 MB.
     */
    String mixed(int number) {
        return switch (number % 4) {
            case 0 -> withScreenshot(50_000 + random.nextInt(250_000));
            case 2 -> withDocument(200_000 + random.nextInt(1_800_000));
            default -> small();
        };
    }

    private String withScreenshot(int size) {
        return head("multipart/related; boundary=r") + "--r\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
                + "--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + question()
                + "\r\n--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>" + question()
                + "</p><p><img src=\"cid:shot\"></p>"
                + "<p style=\"color:#333\">Anna<br><b>Genealogy</b></p>".repeat(20)
                + "</body></html>\r\n--a--\r\n--r\r\nContent-Type: image/png; name=shot.png\r\nContent-ID: <shot>\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n" + bytes(size, "\u0089PNG\r\n") + "\r\n--r--\r\n";
    }

    private String withDocument(int size) {
        return head("multipart/mixed; boundary=m") + "--m\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                + question()
                + "\r\n--m\r\nContent-Type: application/pdf; name=tree.pdf\r\nContent-Disposition: attachment; "
                + "filename=tree.pdf\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n" + bytes(size, "%PDF-1.7\n") + "\r\n--m--\r\n";
    }

    /** No two alike: what has been read once costs nothing the second time. */
    private String question() {
        return "Hello, how do I merge duplicate people in my tree of " + (1_000 + random.nextInt(900_000))
                + " people? Thanks, Anna";
    }

    private String bytes(int size, String beginning) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        byte[] first = beginning.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        System.arraycopy(first, 0, bytes, 0, first.length);
        return LINES.encodeToString(bytes);
    }

    private static String head(String type) {
        String customer = UUID.randomUUID().toString();
        return """
                Message-ID: <%s@customers.example>
                Date: Sun, 22 Nov 2026 10:00:00 +0000
                From: Anna <%s@customers.example>
                To: support@aftercare.example
                Subject: Merge duplicates?
                MIME-Version: 1.0
                Content-Type: %s

                """.formatted(customer, customer, type).replace("\n", "\r\n");
    }
}
