package io.aftercare.helpcentre;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What somebody fills in to write to us, cleaned: never null, lines without control characters, no text a database
 * could refuse.
 *
 * @param name       may be empty
 * @param language   ISO 639-1 code of the language of the answer; empty lets the triage decide
 * @param licenceKey licence key or order number; may be empty
 * @param noLearning whether we are asked not to learn from what is written; never null
 */
record ContactForm(
        @Size(max = 200, message = "{contact.name.long}") String name,
        @NotBlank(message = "{contact.email.missing}") @Size(max = 320, message = "{contact.email.long}") @Email(
                regexp = "(?:[^@\\s]+@[^@\\s]+\\.[^@\\s.]+)?", message = "{contact.email.wrong}") String email,
        @NotBlank(message = "{contact.subject.missing}") @Size(max = ContactForm.LONGEST_SUBJECT,
                message = "{contact.subject.long}") String subject,
        @NotBlank(message = "{contact.text.missing}") @Size(max = ContactForm.LONGEST_TEXT,
                message = "{contact.text.long}") String text,
        @Pattern(regexp = "(?:[a-z]{2})?", message = "{contact.language.wrong}") String language,
        @Size(max = 100, message = "{contact.licenceKey.long}") String licenceKey, Boolean noLearning) {

    static final int LONGEST_TEXT = 50_000;

    static final int LONGEST_SUBJECT = 200;

    ContactForm {
        name = line(name);
        email = line(email);
        subject = line(subject);
        text = clean(text).replace("\r\n", "\n").replace('\r', '\n').strip();
        language = line(language);
        licenceKey = line(licenceKey);
        noLearning = Boolean.TRUE.equals(noLearning);
    }

    /** Begun with what somebody searched for in vain. */
    static ContactForm about(String words, String language) {
        String line = line(words);
        return new ContactForm("", "", line.codePointCount(0, line.length()) <= LONGEST_SUBJECT ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT)), "", language, "", false);
    }

    ContactForm in(String otherLanguage) {
        return new ContactForm(name, email, subject, text, otherLanguage, licenceKey, noLearning);
    }

    private static String line(String typed) {
        return clean(typed).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    /** Without NUL and halves of surrogate pairs, which no database column takes. */
    private static String clean(String typed) {
        return typed == null ? "" : typed.replace("\0", "").replaceAll("\\p{Cs}", "");
    }
}
