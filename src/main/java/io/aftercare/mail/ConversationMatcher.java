package io.aftercare.mail;

import io.aftercare.conversation.CitedLetter;
import io.aftercare.conversation.LetterIdentities;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages.MessageMatch;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.Subjects;
import io.aftercare.conversation.SideConversation;
import io.aftercare.conversation.SideConversations;
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
 * Finds the conversation a mail belongs to: by the unguessable token of a reply address of ours, else by the mails it
 * cites, else by the number in its subject. Whatever it cites, it belongs to a conversation only if its author takes
 * part in it and is proved: by our mail server, or by citing a letter of ours that this person has got. Anybody can
 * write a number and a name.
 */
@Component
class ConversationMatcher {

    private final Requests requests;
    private final Messages messages;
    private final Participants participants;
    private final LetterIdentities identities;
    private final SideConversations sideConversations;
    private final SupportAddress supportAddress;
    private final ReopeningProperties reopening;
    private final Clock clock;

    ConversationMatcher(Requests requests, Messages messages, Participants participants, LetterIdentities identities,
            SideConversations sideConversations,
            SupportAddress supportAddress, ReopeningProperties reopening, Clock clock) {
        this.requests = requests;
        this.messages = messages;
        this.participants = participants;
        this.identities = identities;
        this.sideConversations = sideConversations;
        this.supportAddress = supportAddress;
        this.reopening = reopening;
        this.clock = clock;
    }

    private record Candidate(Request request, String by) {
    }

    ConversationMatch of(Author author, ThreadReferences references) {
        List<CitedLetter> letters = identities.cited(tokens(references.recipients()), references.internetIds());
        ConversationMatch doubtful = null;
        // The surest reference that lets the author in; when none does, a participant's is told before a stranger's.
        for (Supplier<Stream<Candidate>> way : List.<Supplier<Stream<Candidate>>>of(() -> addressed(references),
                () -> cited(references), () -> numbered(references))) {
            for (Candidate candidate : way.get().toList()) {
                Request request = candidate.request();
                boolean participant = participants.include(request, author.address());
                if (participant && (author.proved() || !author.several() && haveShown(letters, request, author))) {
                    return ConversationMatch.participant(request, endedForGood(request, references.subject()));
                }
                if (doubtful == null || participant && doubtful.doubt() == null) {
                    doubtful = participant
                            ? ConversationMatch.unproved(request, candidate.by(), doubt(author, letters))
                            : ConversationMatch.stranger(request, candidate.by());
                }
            }
        }
        return doubtful == null ? ConversationMatch.NONE : doubtful;
    }

    /**
     * Whether the letters that are cited show that this participant wrote. The customer is shown by the customer's own
     * letters only, as long as nobody else has seen them; who had a copy, or any letter, is let in as nobody else.
     */
    private boolean haveShown(List<CitedLetter> letters, Request request, Author author) {
        boolean customer = request.customerAddress().equals(author.address());
        return letters.stream()
                .filter(letter -> requests.mergeTarget(requests.get(letter.request())).number()
                        .equals(request.number()))
                .anyMatch(letter -> !customer || letter.request().equals(request.number()) && !letter.copy()
                        && !letter.shared() && (letter.addressee().equals(request.customerAddress())
                                || letter.addressee().equals(request.replyTo())));
    }

    private static String doubt(Author author, List<CitedLetter> letters) {
        return author.several() ? "the mail names several authors"
                : letters.isEmpty()
                        ? "it answers no letter of ours, and no mail server that we believe confirms the sender (DMARC)"
                        : "the letter of ours that it answers is known to others as well, and no mail server that we "
                                + "believe confirms the sender (DMARC)";
    }

    /** A reply long after the end, or about something else, begins a request of its own. */
    private boolean endedForGood(Request request, String subject) {
        if (!request.closed()) {
            return false;
        }
        String topic = Subjects.topic(subject);
        return !reopening.possible(request, clock.instant()) || !topic.isEmpty()
                && messages.subjects(request.number()).stream()
                        .noneMatch(known -> Subjects.answers(subject, known));
    }

    private Stream<Candidate> addressed(ThreadReferences references) {
        return tokens(references.recipients()).stream()
                .flatMap(token -> identities.cited(List.of(token), List.of()).stream())
                .map(CitedLetter::request).distinct()
                .map(number -> new Candidate(requests.mergeTarget(requests.get(number)), "the reply address of"));
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

    /**
     * The conversation with a third party that a mail belongs to: by the token of its reply address or, when it went to
     * no reply address of ours, by the mails it cites. None when a participant of the request wrote it, as when the
     * third party passed ours on: that is for the conversation with the customer, or for a person to place.
     */
    Optional<SideConversation> side(ParsedMail mail) {
        List<String> tokens = tokens(mail);
        Optional<SideConversation> found = sideConversations.addressed(tokens);
        if (found.isEmpty() && identities.cited(tokens, List.of()).isEmpty()) {
            found = sideConversations.cited(ThreadReferences.of(mail).internetIds());
        }
        return found.filter(side -> mail.from() == null
                || !participants.include(requests.get(side.request()), mail.from().address()));
    }

    /** The tokens of all reply addresses of ours that the mail went to, in order, of whatever they are. */
    List<String> tokens(ParsedMail mail) {
        return tokens(mail.recipients());
    }

    private List<String> tokens(List<String> recipients) {
        return recipients.stream().flatMap(address -> supportAddress.tag(address).stream()).distinct().toList();
    }

    /** The message of ours a report is about; empty when it quotes none. */
    Optional<Message> reported(DeliveryReport report, ParsedMail mail) {
        var ids = new ArrayList<>(report.quotedIds());
        ids.addAll(mail.inReplyTo());
        ids.addAll(mail.references());
        return messages.findByMessageIds(ids).stream().filter(message -> message.direction().sent())
                .findFirst()
                .map(message -> messages.get(message.id()));
    }

    /**
     * Whether this is a message of ours that has come back: it bears the Message-ID that we gave it or, when a gateway
     * gave it a new one, both our header and our reply address of one and the same conversation, which no reply has.
     */
    boolean ours(ParsedMail mail) {
        boolean answersToUs = mail.replyTo() != null && mail.has(MailHeaders.REQUEST_HEADER)
                && identities.cited(tokens(List.of(mail.replyTo().address())), List.of()).stream()
                        .anyMatch(letter -> letter.request().toString()
                                .equals(mail.header(MailHeaders.REQUEST_HEADER).strip()));
        return answersToUs || messages.findByMessageIds(List.of(mail.internetId())).stream()
                .anyMatch(message -> message.direction().sent());
    }
}
