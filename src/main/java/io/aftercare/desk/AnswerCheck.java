package io.aftercare.desk;

import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.process.ProblemOrigins;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import java.util.List;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Says what of an answer is missing or wrong, by whatever way it comes and whenever it is to leave. */
@Component
class AnswerCheck {

    private final DeskAccess access;
    private final Requests requests;
    private final Messages messages;
    private final Drafts drafts;
    private final ProblemOrigins origins;

    AnswerCheck(DeskAccess access, Requests requests, Messages messages, Drafts drafts, ProblemOrigins origins) {
        this.access = access;
        this.requests = requests;
        this.messages = messages;
        this.drafts = drafts;
        this.origins = origins;
    }

    /** What a problem may come from, as forms offer it. */
    List<AnswerForm.Choice> origins() {
        return origins.all().stream().map(origin -> new AnswerForm.Choice(origin.code(), origin.title())).toList();
    }

    /**
     * @throws ErrorResponseException  400 naming the field that is wrong
     * @throws UnseenMessagesException when the customer or a colleague wrote what its author has not seen
     */
    void check(Task task, RequestNumber number, AnswerForm.Answer answer) {
        complete(answer, requests.get(number).kind(), drafts.attachments(number).isEmpty());
        if (answer.outcome() == AnswerOutcome.THIRD_PARTY && access.fileDamaged(task)) {
            throw refused("outcome",
                    "A damaged genealogy file is mentioned. Restoring it is technical support "
                            + "and is never redirected.");
        }
        List<Message> unseen = messages.overtaking(number, access.user(), answer.lastSeenMessage());
        if (!unseen.isEmpty()) {
            throw new UnseenMessagesException(unseen);
        }
    }

    private void complete(AnswerForm.Answer answer, Kind kind, boolean noFiles) {
        if (answer.outcome() == null) {
            throw refused("outcome", "Choose what you make of the request.");
        }
        boolean mailed = answer.outcome() == AnswerOutcome.ANSWER || answer.outcome() == AnswerOutcome.ASK_CUSTOMER;
        if (mailed && (answer.text() == null || answer.text().isBlank())) {
            throw refused("text",
                    noFiles ? "Write the mail to the customer." : "Write a sentence that goes with the files.");
        }
        if (answer.outcome() == AnswerOutcome.THIRD_PARTY && origins.find(answer.origin()).isEmpty()) {
            throw refused("origin", "Choose where the problem comes from.");
        }
        if (answer.outcome() == AnswerOutcome.WRONG_KIND && (answer.kind() == null || answer.kind() == kind)) {
            throw refused("kind", answer.kind() == null ? "Choose the right kind of assistance."
                    : "The request already is of this kind. Choose another kind, or another outcome.");
        }
        checkGaps(answer);
        if (answer.lastSeenMessage() == null) {
            throw refused("lastSeenMessage", "Say which message of the conversation was the last one you saw.");
        }
    }

    private static void checkGaps(AnswerForm.Answer answer) {
        boolean silent = answer.outcome() == AnswerOutcome.WRONG_KIND
                || answer.outcome() == AnswerOutcome.NO_ANSWER_NEEDED;
        List<String> gaps = silent || answer.gapsMeant() ? List.of() : AnswerGaps.in(answer.text());
        if (!gaps.isEmpty()) {
            throw refused("text",
                    "The answer has a gap that nobody filled: %s. Fill it in; where double braces are meant, "
                            .formatted(String.join(", ", gaps)) + "send it from Tasklist, which asks.");
        }
    }

    /** An entry of the form that is wrong, with the sentence that says why. */
    static ErrorResponseException refused(String field, String sentence) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, sentence);
        problem.setProperty("field", field);
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
    }
}
