package io.aftercare.mail.reading;

import java.util.regex.Pattern;

/** Tells what the contact form of a website sends, which writes under an address of its own. */
public final class ContactForm {

    private static final Pattern SENDER = Pattern.compile(
            "(?:wordpress|joomla|drupal|typo3|wix|squarespace|jimdo|www-?data|apache\\d?|httpd|nginx|nobody|www(?:run)?"
                    + "|web-?(?:site|server|forms?|mailer|contact)?|form(?:s|ular|ulaire|mail|ulario|ulier)?"
                    + "|(?:contact|kontakt|contacto|mail)[._-]?(?:form(?:s|ular|ulaire|ulario|ulier)?)"
                    + "|form(?:ulaire)?[._-](?:de[._-])?contact)(?:[+._-][^@]*)?@.*");
    private static final Pattern PROGRAM = Pattern.compile(
            "(?i).*\\b(?:phpmailer|php/\\d|php\\d|wpforms|contact form 7|gravity ?forms|ninja ?forms|drupal|joomla"
                    + "|typo3|formmail|swift ?mailer|symfony mailer|laravel|codeigniter).*");

    private ContactForm() {
    }

    /** Whether a mail seems to come from a form, whoever may have filled it in. */
    public static boolean seems(ParsedMail mail) {
        return SENDER.matcher(mail.from() == null ? "" : mail.from().address()).matches()
                || mail.has("x-php-originating-script") || mail.has("x-php-script")
                || PROGRAM.matcher(mail.header("x-mailer")).matches();
    }
}
