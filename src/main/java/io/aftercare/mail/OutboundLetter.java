package io.aftercare.mail;

import io.aftercare.conversation.LetterCopy;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Request;
import io.aftercare.letters.CustomerLinks;
import java.util.function.UnaryOperator;

/**
 * A message of ours as one of its readers gets it. The links by which the customer decides are in the customer's own
 * mail only, and the reply address is another in each.
 *
 * @param message      what is the same for all readers
 * @param reader       address that this mail is delivered to
 * @param token        of the reply address in it
 * @param inReplyTo    Message-ID; null when it answers nothing
 * @param referenceIds null when it belongs to no thread
 * @param html         null when it is plain text only
 */
record OutboundLetter(Message message, String reader, String token, String inReplyTo, String referenceIds,
        String text, String html) {

    /** The mail to whom the message is for: the customer or, without any links, the address that answers go to. */
    static OutboundLetter own(Message message, Request request, String token) {
        boolean customer = message.toAddress().equals(request.customerAddress());
        return new OutboundLetter(message, message.toAddress(), token, message.inReplyTo(),
                message.referenceIds(),
                customer ? message.textBody() : CustomerLinks.removedFrom(message.textBody()),
                customer ? message.htmlBody() : withoutLinks(message.htmlBody()));
    }

    /** @param known of Message-IDs separated by blanks those that its reader may know; null when there are none */
    static OutboundLetter copy(Message message, LetterCopy copy, UnaryOperator<String> known) {
        return new OutboundLetter(message, copy.address(), copy.token(), known.apply(message.inReplyTo()),
                known.apply(message.referenceIds()),
                CustomerLinks.removedFrom(message.textBody()), withoutLinks(message.htmlBody()));
    }

    private static String withoutLinks(String html) {
        return html == null ? null : CustomerLinks.removedFromHtml(html);
    }
}
