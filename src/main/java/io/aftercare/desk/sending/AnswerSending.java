package io.aftercare.desk.sending;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.AnswerForm;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.ScheduledAnswer;
import io.aftercare.desk.ScheduledAnswers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ResponseStatusException;

/** Has answers leave later, and undoes that as long as they have not left. */
@Service
@Transactional
class AnswerSending {

    private static final Duration LONGEST = Duration.ofDays(366);

    private final DeskAccess access;
    private final AnswerForm form;
    private final ScheduledAnswers answers;
    private final SendingMoments moments;
    private final SendingProperties settings;
    private final Clock clock;

    AnswerSending(DeskAccess access, AnswerForm form, ScheduledAnswers answers, SendingMoments moments,
            SendingProperties settings, Clock clock) {
        this.access = access;
        this.form = form;
        this.answers = answers;
        this.moments = moments;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Keeps an answer that is complete and overtaken by nothing, to leave later.
     *
     * @param at date and time in the vendor's zone; null: as soon as sending can be undone no more
     * @throws ErrorResponseException 400 naming the field that is wrong; 409 when it has been sent before
     * @throws RuntimeException       as {@link AnswerForm#answer}
     */
    ScheduledAnswer send(String task, AnswerForm.Answer answer, LocalDateTime at) {
        Instant due = at == null ? clock.instant().plus(settings.undoSending()) : chosen(at);
        RequestNumber request = form.keep(task, answer);
        var sent = new ScheduledAnswer(request, task, access.user(), answer.outcome(),
                Objects.requireNonNullElse(answer.text(), ""), answer.origin(), answer.kind(),
                answer.lastSeenMessage(), due, at != null, ScheduledAnswer.State.WAITING, null);
        answers.schedule(sent);
        return sent;
    }

    private Instant chosen(LocalDateTime at) {
        Instant chosen = moments.instant(at);
        Instant now = clock.instant();
        if (!chosen.isAfter(now) || chosen.isAfter(now.plus(LONGEST))) {
            var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, chosen.isAfter(now)
                    ? "An answer can wait for a year at most. Choose an earlier moment."
                    : "That moment has passed. Choose a later one.");
            problem.setProperty("field", "at");
            throw new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
        }
        return chosen;
    }

    /**
     * Makes an answer that has not left a draft again.
     *
     * @throws ResponseStatusException 403 for others than its author and managers; 409 when it has left
     */
    void undo(String task) {
        RequestNumber request = access.findRequestOf(access.task(task)).orElseThrow(AnswerSending::tooLate);
        ScheduledAnswer sent = answers.waiting(request, task).orElseThrow(AnswerSending::tooLate);
        if (!sent.author().equals(access.user()) && !access.manager()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN,
                    "This is an answer of " + sent.author() + ". Ask its author, or a manager, to undo it.");
        }
        if (!answers.giveBack(request, null)) {
            throw tooLate();
        }
    }

    private static ResponseStatusException tooLate() {
        return new ResponseStatusException(HttpStatus.CONFLICT,
                "There is nothing to undo any more: the answer has left, or is a draft again.");
    }
}
