/**
 * Turns the bytes of a mail into a {@link io.aftercare.mail.reading.ParsedMail} and tells what can be found out from it
 * alone.
 *
 * <p>
 * Main types: {@link io.aftercare.mail.reading.MailReader} reads, {@link io.aftercare.mail.reading.TimeLimitedReader}
 * reads within a time; on what was read, {@link io.aftercare.mail.reading.AutoReplyDetector} tells automatic mail,
 * {@link io.aftercare.mail.reading.AuthenticationResults} whether the sender is proved,
 * {@link io.aftercare.mail.reading.ThreadReferences} what it refers to, {@link io.aftercare.mail.reading.ForwardedMail}
 * the original inside a forwarded mail and {@link io.aftercare.mail.reading.ReplyText} what a reply says itself.
 *
 * <p>
 * Who may call: the rest of the mail module, and through the named interface {@code reading} whoever has the bytes of a
 * mail.
 *
 * <p>
 * Invariants: nothing here asks a database, a server, the engine or Spring, nor keeps anything between two mails; the
 * same bytes give the same result; no content makes reading fail, and what is passed over is said in the mail's
 * remarks; all repetitions of patterns that read what strangers write are bounded.
 */
@org.springframework.modulith.NamedInterface("reading")
package io.aftercare.mail.reading;
