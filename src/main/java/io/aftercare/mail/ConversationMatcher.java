package io.aftercare.mail;

import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages.Bearer;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.mail.reading.ThreadReferences;
import io.aftercare.mail.reading.DeliveryReport;
import io.aftercare.mail.reading.ParsedMail;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds the conversation a mail belongs to: by the unguessable token of our reply address, else by the mails it cites,
 * else by the number in its subject. Whatever it cites, it belongs to a conversation only if its sender takes part in it.
 */
@Component
class ConversationMatcher {

    private final Requests requests;
    private final Messages messages;
    private final Participants participants;
    private final SupportAddress supportAddress;

    ConversationMatcher(Requests requests, Messages messages, Participants participants, SupportAddress supportAddress) {
        this.requests = requests;
        this.messages = messages;
        this.participants = participants;
        this.supportAddress = supportAddress;
    }

    /**
     * @param request the request the mail belongs to; null when to none
     * @param cited   what it cites although its sender takes no part in it; null when it belongs to a request or cites none
     * @param by      what it cites, as it stands before the number; null when {@code cited} is
     */
    record ConversationMatch(Request request, Request cited, String by) {
    }

    private record Candidate(Request request, String by) {
    }

    /** @param mail with a sender */
    ConversationMatch of(ParsedMail mail) {
        return of(mail.from().address(), ThreadReferences.of(mail));
    }

    /** @param sender address of the author */
    ConversationMatch of(String sender, ThreadReferences citations) {
        Candidate stranger = null;
        // The surest reference of which the sender is a participant; the surest of all is told when there is none.
        for (Supplier<Stream<Candidate>> way : List.<Supplier<Stream<Candidate>>>of(() -> addressed(citations),
                () -> cited(citations), () -> numbered(citations))) {
            for (Candidate candidate : way.get().toList()) {
                if (participants.include(candidate.request(), sender)) {
                    return new ConversationMatch(candidate.request(), null, null);
                }
                stranger = stranger == null ? candidate : stranger;
            }
        }
        return stranger == null ? new ConversationMatch(null, null, null)
                : new ConversationMatch(null, stranger.request(), stranger.by());
    }

    private Stream<Candidate> addressed(ThreadReferences citations) {
        return citations.recipients().stream().flatMap(address -> supportAddress.tag(address).stream())
                .flatMap(token -> requests.findByToken(token).stream())
                .map(request -> new Candidate(requests.standing(request), "the reply address of"));
    }

    private Stream<Candidate> cited(ThreadReferences citations) {
        List<String> ids = citations.internetIds();
        return messages.bearing(ids).stream().sorted(Comparator.comparingInt(message -> ids.indexOf(message.internetId())))
                .map(Bearer::request).distinct()
                .map(number -> new Candidate(requests.standing(requests.get(number)), "a mail of the conversation"));
    }

    private Stream<Candidate> numbered(ThreadReferences citations) {
        return RequestNumber.quotedIn(citations.subject()).flatMap(requests::find).stream()
                .map(request -> new Candidate(requests.standing(request), "the number"));
    }

    /** The tokens of all reply addresses of ours that the mail went to, in order, of whatever they are. */
    List<String> tokens(ParsedMail mail) {
        return mail.recipients().stream().flatMap(address -> supportAddress.tag(address).stream()).distinct().toList();
    }

    /** The message of ours a report is about; empty when it quotes none. */
    Optional<Message> reported(DeliveryReport report, ParsedMail mail) {
        var ids = new ArrayList<>(report.quotedIds());
        ids.addAll(mail.inReplyTo());
        ids.addAll(mail.references());
        return messages.bearing(ids).stream().filter(message -> message.direction() == Direction.OUT).findFirst()
                .map(message -> messages.get(message.id()));
    }

    /**
     * Whether this is a message of ours that has come back: it bears the Message-ID that we gave it or, when a gateway gave
     * it a new one, both our header and our reply address of one and the same conversation, which no reply has.
     */
    boolean ours(ParsedMail mail) {
        boolean answersToUs = mail.replyTo() != null && mail.has(OutboundMailSender.REQUEST_HEADER)
                && supportAddress.tag(mail.replyTo().address()).flatMap(requests::findByToken)
                        .filter(request -> request.number().toString().equals(mail.header(OutboundMailSender.REQUEST_HEADER).strip()))
                        .isPresent();
        return answersToUs || messages.bearing(List.of(mail.internetId())).stream()
                .anyMatch(message -> message.direction() == Direction.OUT);
    }

    /** Whether the mail claims to be from one of our own addresses, with or without a token. */
    boolean fromUs(ParsedMail mail) {
        return mail.from() != null && fromUs(mail.from().address());
    }

    boolean fromUs(String address) {
        return supportAddress.ours(address);
    }
}
