package io.aftercare.mail.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Mails for tests, as bytes over the wire. */
public final class Mails {

    private Mails() {
    }

    /** A mail with CRLF line ends; characters up to ÿ become one byte each, so that any byte can be written. */
    public static byte[] raw(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Headers as above, then a body of any bytes. */
    public static byte[] raw(String headers, byte[] body) {
        var mail = new ByteArrayOutputStream();
        mail.writeBytes(raw(headers + "\n\n"));
        mail.writeBytes(body);
        return mail.toByteArray();
    }

    /** A plain mail of a customer. */
    public static byte[] plain(String internetId, String from, String subject, String text, String... headers) {
        return raw("""
                From: %s
                To: support@aftercare.example
                Subject: %s
                Message-ID: %s
                Date: Mon, 4 Mar 2024 10:00:00 +0100
                %sContent-Type: text/plain; charset=utf-8

                %s
                """.formatted(from, subject, internetId,
                headers.length == 0 ? "" : String.join("\n", headers) + "\n", text));
    }
}
