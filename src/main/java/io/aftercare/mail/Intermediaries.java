package io.aftercare.mail;

import io.aftercare.conversation.Addresses;
import io.aftercare.mail.reading.AutoReplyDetector;
import io.aftercare.mail.reading.ContactForm;
import io.aftercare.mail.reading.Mailbox;
import io.aftercare.mail.reading.ParsedMail;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What of our own stands between a customer and the support address, and therefore in the headers of what the customer
 * writes.
 *
 * @param groups       addresses of our own mailing groups and lists that pass mail on to the support address, such as
 *                     {@code support@lists.example.com}, or their List-Id; mail through others' lists is a task
 * @param contactForms addresses from which the contact forms of our websites write, such as
 *                     {@code wordpress@www.example.com}; who filled one in is the person in its Reply-To
 */
@ConfigurationProperties("aftercare.mail")
record Intermediaries(@DefaultValue List<String> groups, @DefaultValue List<String> contactForms) {

    private static final List<String> NAME_THE_LIST = List.of("list-id", "mailing-list", "list-post", "x-beenthere",
            "x-mailing-list");
    private static final List<String> NAME_THE_AUTHOR = List.of("x-original-from", "reply-to", "x-original-sender");

    Intermediaries {
        groups = normalised(groups);
        contactForms = normalised(contactForms);
    }

    private static List<String> normalised(List<String> written) {
        return written.stream().filter(one -> !one.isBlank()).map(Addresses::normalised).toList();
    }

    /** Whether a mail came through a group or list of ours. */
    boolean group(ParsedMail mail) {
        return groups.stream().anyMatch(group -> namesList(mail, group));
    }

    private static boolean namesList(ParsedMail mail, String group) {
        String listId = group.replace('@', '.');
        return mail.headers().getOrDefault("list-id", List.of()).stream().map(Addresses::normalised)
                .anyMatch(value -> value.equals(listId) || value.endsWith("<" + listId + ">"))
                || NAME_THE_LIST.stream()
                        .flatMap(name -> mail.headers().getOrDefault(name, List.of()).stream())
                        .flatMap(value -> Stream.of(value.split("[\\s<>;,]+"))).map(Addresses::normalised)
                        .map(word -> word.startsWith("mailto:") ? word.substring("mailto:".length()) : word)
                        .anyMatch(group::equals);
    }

    /** Whether this is the address of a group or contact form of ours, which gets no mail as a person does. */
    boolean include(String address) {
        return groups.contains(address) || contactForms.contains(address);
    }

    /** Whether the sender of a mail is one of these, so that another person's words stand in it. */
    boolean speaks(ParsedMail mail) {
        return mail.from() != null && include(mail.from().address());
    }

    /** Whether a form of ours sent it, whoever is held to be its author. */
    boolean form(ParsedMail mail) {
        return Mailbox.parse(mail.header("from")).stream().map(Mailbox::address).anyMatch(contactForms::contains);
    }

    /**
     * Whether a mail seems to come from a contact form or a machine that is not known to us, with another person named
     * for the answers.
     */
    boolean seemsToSpeak(ParsedMail mail) {
        return mail.from() != null && !speaks(mail) && person(mail).isPresent()
                && (AutoReplyDetector.robot(mail.from().address()) || ContactForm.seems(mail));
    }

    /** Whose words the mail of a form, a group or a machine passes on; empty when it names nobody who could be. */
    Optional<Mailbox> person(ParsedMail mail) {
        return NAME_THE_AUTHOR.stream().flatMap(name -> mail.headers().getOrDefault(name, List.of()).stream())
                .flatMap(value -> Mailbox.parse(value).stream())
                .filter(named -> !include(named.address()) && !AutoReplyDetector.robot(named.address())
                        && !named.address().equals(mail.from().address()))
                .findFirst();
    }
}
