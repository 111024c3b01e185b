package io.aftercare.mail;

import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SupportAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds the conversation a mail belongs to: by the unguessable token of our reply address, else by the mails it cites,
 * else by the number in its subject; the latter two from the customer of that request only.
 */
@Component
class Correlation {

    private final Requests requests;
    private final Messages messages;
    private final SupportAddress supportAddress;

    Correlation(Requests requests, Messages messages, SupportAddress supportAddress) {
        this.requests = requests;
        this.messages = messages;
        this.supportAddress = supportAddress;
    }

    /**
     * @param request the request the mail belongs to; null when to none
     * @param remark  what agents should know about it; null when nothing
     */
    record Belonging(Request request, String remark) {
    }

    /** @param mail with a sender */
    Belonging of(ParsedMail mail) {
        String sender = mail.from().address();
        Optional<Request> addressed = mail.recipients().stream().flatMap(address -> token(address).stream())
                .flatMap(token -> requests.findByToken(token).stream()).findFirst();
        if (addressed.isPresent()) {
            return new Belonging(addressed.get(), participates(sender, addressed.get()) ? null
                    : "This message came from " + sender + ", not from the customer's address; the reply address of the "
                            + "request was known to the sender.");
        }
        Optional<Message> cited = messages.findByInternetId(mail.inReplyTo())
                .or(() -> messages.findByInternetId(mail.references()));
        if (cited.isPresent()) {
            Request request = requests.get(cited.get().request());
            return participates(sender, request) ? new Belonging(request, null)
                    : new Belonging(null, "The sender cited a message of " + request.number()
                            + " but is not the customer of that request.");
        }
        return RequestNumber.quotedIn(mail.subject()).flatMap(requests::find)
                .map(request -> participates(sender, request) ? new Belonging(request, null)
                        : new Belonging(null, "The sender quoted the number " + request.number()
                                + " but is not the customer of that request."))
                .orElse(new Belonging(null, null));
    }

    /** The tokens of all reply addresses of ours that the mail went to, in order, of whatever they are. */
    List<String> tokens(ParsedMail mail) {
        return mail.recipients().stream().flatMap(address -> token(address).stream()).distinct().toList();
    }

    /** The letter of ours a report is about; empty when it quotes none. */
    Optional<Message> reported(DeliveryReport report, ParsedMail mail) {
        var ids = new ArrayList<>(report.quotedIds());
        ids.addAll(mail.inReplyTo());
        ids.addAll(mail.references());
        return messages.findByInternetId(ids).filter(message -> message.direction() == Direction.OUT);
    }

    /** Whether this is a letter of ours that has come back as it left. */
    boolean ours(ParsedMail mail) {
        return messages.findByInternetId(List.of(mail.internetId()))
                .filter(message -> message.direction() == Direction.OUT).isPresent()
                || fromUs(mail) && mail.has(OutgoingMail.REQUEST_HEADER);
    }

    /** Whether the mail claims to be from the support address itself, with or without a token. */
    boolean fromUs(ParsedMail mail) {
        return mail.from() != null && (mail.from().address().equals(own()) || token(mail.from().address()).isPresent());
    }

    private boolean participates(String sender, Request request) {
        return sender.equals(request.customerAddress());
    }

    private Optional<String> token(String address) {
        String own = own();
        int at = own.indexOf('@');
        String prefix = own.substring(0, at) + "+";
        String suffix = own.substring(at);
        return address.startsWith(prefix) && address.endsWith(suffix) && address.length() > prefix.length() + suffix.length()
                ? Optional.of(address.substring(prefix.length(), address.length() - suffix.length())) : Optional.empty();
    }

    private String own() {
        return supportAddress.address().toLowerCase(Locale.ROOT);
    }
}
