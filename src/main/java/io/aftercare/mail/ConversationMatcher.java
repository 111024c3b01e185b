package io.aftercare.mail;

import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages.MessageMatch;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.Subjects;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.mail.reading.DeliveryReport;
import io.aftercare.mail.reading.ParsedMail;
import io.aftercare.mail.reading.ThreadReferences;
import io.aftercare.process.ReopeningProperties;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds the conversation a mail belongs to: by the unguessable token of our reply address, else by the mails it cites,
 * else by the number in its subject. Whatever it cites, it belongs to a conversation only if its sender takes part in
 * it.
 */
@Component
class ConversationMatcher {

    private final Requests requests;
    private final Messages messages;
    private final Participants participants;
    private final SupportAddress supportAddress;
    private final ReopeningProperties reopening;
    private final Clock clock;

    ConversationMatcher(Requests requests, Messages messages, Participants participants, SupportAddress supportAddress,
            ReopeningProperties reopening, Clock clock) {
        this.requests = requests;
        this.messages = messages;
        this.participants = participants;
        this.supportAddress = supportAddress;
        this.reopening = reopening;
        this.clock = clock;
    }

    private record Candidate(Request request, String by) {
    }

    /** @param sender address of the author */
    ConversationMatch of(String sender, ThreadReferences references) {
        Candidate stranger = null;
        // The surest reference of which the sender is a participant; the surest of all is told when there is none.
        for (Supplier<Stream<Candidate>> way : List.<Supplier<Stream<Candidate>>>of(() -> addressed(references),
                () -> cited(references), () -> numbered(references))) {
            for (Candidate candidate : way.get().toList()) {
                if (participants.include(candidate.request(), sender)) {
                    return ConversationMatch.participant(candidate.request(),
                            endedForGood(candidate.request(), references.subject()));
                }
                stranger = stranger == null ? candidate : stranger;
            }
        }
        return stranger == null ? ConversationMatch.NONE
                : ConversationMatch.stranger(stranger.request(), stranger.by());
    }

    /** A reply long after the end, or about something else, begins a request of its own. */
    private boolean endedForGood(Request request, String subject) {
        if (!request.closed()) {
            return false;
        }
        String topic = Subjects.topic(subject);
        return !reopening.possible(request, clock.instant()) || !topic.isEmpty()
                && messages.subjects(request.number()).stream().map(Subjects::topic).noneMatch(topic::equals);
    }

    private Stream<Candidate> addressed(ThreadReferences references) {
        return references.recipients().stream().flatMap(address -> supportAddress.tag(address).stream())
                .flatMap(token -> requests.findByToken(token).stream())
                .map(request -> new Candidate(requests.mergeTarget(request), "the reply address of"));
    }

    private Stream<Candidate> cited(ThreadReferences references) {
        List<String> ids = references.internetIds();
        return messages.findByMessageIds(ids).stream()
                .sorted(Comparator.comparingInt(message -> ids.indexOf(message.internetId())))
                .map(MessageMatch::request).distinct()
                .map(number -> new Candidate(requests.mergeTarget(requests.get(number)), "a mail of the conversation"));
    }

    private Stream<Candidate> numbered(ThreadReferences references) {
        return RequestNumber.quotedIn(references.subject()).flatMap(requests::find).stream()
                .map(request -> new Candidate(requests.mergeTarget(request), "the number"));
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
        return messages.findByMessageIds(ids).stream().filter(message -> message.direction() == Direction.OUT)
                .findFirst()
                .map(message -> messages.get(message.id()));
    }

    /**
     * Whether this is a message of ours that has come back: it bears the Message-ID that we gave it or, when a gateway
     * gave it a new one, both our header and our reply address of one and the same conversation, which no reply has.
     */
    boolean ours(ParsedMail mail) {
        boolean answersToUs = mail.replyTo() != null && mail.has(MailHeaders.REQUEST_HEADER)
                && supportAddress.tag(mail.replyTo().address()).flatMap(requests::findByToken)
                        .filter(request -> request.number().toString()
                                .equals(mail.header(MailHeaders.REQUEST_HEADER).strip()))
                        .isPresent();
        return answersToUs || messages.findByMessageIds(List.of(mail.internetId())).stream()
                .anyMatch(message -> message.direction() == Direction.OUT);
    }
}
