package io.aftercare.desk.sending;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.AnswerForm;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.ScheduledAnswer;
import io.aftercare.desk.UnseenMessagesException;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sending from the answer form, with the seconds in which it can be undone, or later. No programs' API. */
@Hidden
@RestController
@RequestMapping("/camunda/api/aftercare")
class SendingController {

    private final AnswerSending sending;
    private final AnswerDispatch dispatch;
    private final SendingMoments moments;
    private final SendingProperties settings;
    private final DeskAccess access;

    SendingController(AnswerSending sending, AnswerDispatch dispatch, SendingMoments moments,
            SendingProperties settings, DeskAccess access) {
        this.sending = sending;
        this.dispatch = dispatch;
        this.moments = moments;
        this.settings = settings;
        this.access = access;
    }

    /**
     * An answer as {@link AnswerForm.Answer}, and when it is to leave.
     *
     * @param at date and time in the vendor's zone; null: as soon as sending can be undone no more
     */
    record Sending(AnswerOutcome outcome, String text, String origin, Kind kind, Long lastSeenMessage,
            boolean gapsMeant, LocalDateTime at) {

        AnswerForm.Answer answer() {
            return new AnswerForm.Answer(outcome, text, origin, kind, lastSeenMessage, gapsMeant);
        }
    }

    /**
     * @param dueAt       when it leaves
     * @param undoSeconds how long it can be undone; 0: it has left
     * @param words       when it leaves, in the vendor's zone, where the agent chose that; else null
     */
    record Sent(RequestNumber request, Instant dueAt, long undoSeconds, String words) {
    }

    @PostMapping("/tasks/{task}/sending")
    Sent send(@PathVariable String task, @RequestBody Sending answer) {
        ScheduledAnswer sent = sending.send(task, answer.answer(), answer.at());
        if (sent.momentChosen()) {
            return new Sent(sent.request(), sent.dueAt(), 0, moments.words(sent.dueAt()));
        }
        if (settings.undoSending().isZero()) {
            dispatch.atOnce(sent);
        }
        return new Sent(sent.request(), sent.dueAt(), settings.undoSending().toSeconds(), null);
    }

    /** Undoes it, or calls off what was to leave later: a draft again. */
    @DeleteMapping("/tasks/{task}/sending")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void undo(@PathVariable String task) {
        sending.undo(task);
    }

    @GetMapping("/sending-moments")
    List<SendingMoments.Moment> moments() {
        access.worker();
        return moments.offered();
    }

    /** The form shows the messages it is told of. */
    @ExceptionHandler
    ProblemDetail unseen(UnseenMessagesException unseen) {
        return unseen.problem();
    }
}
