package io.aftercare.desk.side;

import io.aftercare.conversation.Addresses;
import io.aftercare.conversation.AttachmentContent;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SideConversation;
import io.aftercare.conversation.SideConversations;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.desk.DeskProperties;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;

/** Lets agents write to third parties; each letter is checked before anything is kept. */
@Component
@Transactional
class SideConversationDesk {

    private static final int LONGEST_SUBJECT = 200;

    private final SideConversations conversations;
    private final Requests requests;
    private final SupportAddress supportAddress;
    private final Participants participants;
    private final Attachments attachments;
    private final SideLetterSender sender;
    private final DeskProperties settings;

    SideConversationDesk(SideConversations conversations, Requests requests, SupportAddress supportAddress,
            Participants participants, Attachments attachments, SideLetterSender sender, DeskProperties settings) {
        this.conversations = conversations;
        this.requests = requests;
        this.supportAddress = supportAddress;
        this.participants = participants;
        this.attachments = attachments;
        this.sender = sender;
        this.settings = settings;
    }

    /**
     * Begins a conversation with its first letter.
     *
     * @param user engine user id
     * @throws ErrorResponseException 400 naming the field that is wrong
     */
    SideConversation begin(RequestNumber number, SideLetter letter, String user) {
        Request request = requests.get(number);
        String address = Objects.requireNonNullElse(letter.address(), "").strip();
        String subject = Objects.requireNonNullElse(letter.subject(), "").strip().replaceAll("\\p{Cntrl}+", " ");
        checkAddress(request, address);
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
            throw refused("subject", "Write a subject of at most %d characters.".formatted(LONGEST_SUBJECT));
        }
        List<NewAttachment> files = checked(number, letter);
        SideConversation begun = conversations.open(number, address, subject, user);
        sender.send(begun, letter.text(), user, files);
        return begun;
    }

    /** @throws ErrorResponseException 400 naming the field that is wrong */
    void goOn(SideConversation conversation, SideLetter letter, String user) {
        sender.send(conversation, letter.text(), user, checked(conversation.request(), letter));
    }

    private void checkAddress(Request request, String address) {
        if (!Addresses.isAddress(address)) {
            throw refused("address", "Write the mail address of whom you ask, such as support@maker.example.");
        }
        String normalised = Addresses.normalised(address);
        if (supportAddress.ours(normalised)) {
            throw refused("address", "This is our own support address. Write an internal note instead.");
        }
        if (normalised.equals(request.customerAddress()) || normalised.equals(request.replyTo())
                || participants.include(request, normalised)) {
            throw refused("address", address + " takes part in the request. Write an answer instead.");
        }
    }

    private List<NewAttachment> checked(RequestNumber number, SideLetter letter) {
        if (letter.text() == null || letter.text().isBlank()) {
            throw refused("text", "Write the mail to the third party.");
        }
        List<NewAttachment> files = Objects.requireNonNullElse(letter.files(), List.<Long>of()).stream().distinct()
                .map(id -> attachments.find(number, id).map(AttachmentContent::copy).orElseThrow(() -> refused("files",
                        "Request %s has no file %d. Choose among its files.".formatted(number, id))))
                .toList();
        if (files.stream().mapToLong(file -> file.content().length).sum() > settings.largestAnswer().toBytes()) {
            throw refused("files", "These files together are too large: at most %d MB can be mailed."
                    .formatted(settings.largestAnswer().toMegabytes()));
        }
        return files;
    }

    private static ErrorResponseException refused(String field, String sentence) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, sentence);
        problem.setProperty("field", field);
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
    }
}
