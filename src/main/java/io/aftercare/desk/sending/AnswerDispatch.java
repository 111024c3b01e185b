package io.aftercare.desk.sending;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.AnswerForm;
import io.aftercare.desk.ScheduledAnswer;
import io.aftercare.desk.ScheduledAnswers;
import io.aftercare.desk.UnseenMessagesException;
import io.aftercare.platform.CompletionRejectedException;
import io.aftercare.process.Staff;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.TaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ResponseStatusException;

/**
 * Sends the answers whose moment has come, as their authors and through the same checks as ever, and gives back those
 * that cannot leave or were overtaken. Each is sent in one transaction that holds its row: another node passes it over,
 * and a killed one leaves it waiting.
 */
@Component
class AnswerDispatch {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerDispatch.class);

    private final ScheduledAnswers answers;
    private final ReturnedAnswers returned;
    private final AnswerForm form;
    private final TaskService tasks;
    private final IdentityService identities;
    private final Staff staff;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AnswerDispatch(ScheduledAnswers answers, ReturnedAnswers returned, AnswerForm form, TaskService tasks,
            IdentityService identities, Staff staff, Clock clock, PlatformTransactionManager transactions) {
        this.answers = answers;
        this.returned = returned;
        this.form = form;
        this.tasks = tasks;
        this.identities = identities;
        this.staff = staff;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void dispatch() {
        dispatch(clock.instant());
    }

    /** Deals with all that leave by this moment or were overtaken. */
    void dispatch(Instant moment) {
        answers.toDealWith(moment).forEach(request -> dispatch(request, moment));
    }

    /**
     * Sends one now, while the agent waits for it.
     *
     * @throws ResponseStatusException 409 when it could not be sent and is a draft again
     */
    void atOnce(ScheduledAnswer sent) {
        var person = identities.getCurrentAuthentication();
        try {
            dispatch(sent.request(), sent.dueAt());
        } finally {
            identities.setAuthentication(person);
        }
        answers.find(sent.request()).filter(answer -> !answer.waits()).ifPresent(answer -> {
            throw new ResponseStatusException(HttpStatus.CONFLICT, answer.problem());
        });
    }

    private void dispatch(RequestNumber request, Instant moment) {
        ScheduledAnswer answer = answers.find(request).filter(ScheduledAnswer::waits).orElse(null);
        if (answer == null) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> answers.take(request).ifPresent(taken -> {
                send(taken);
                if (taken.dueAt().isAfter(moment)) {
                    // What had overtaken it is gone: it waits on.
                    status.setRollbackOnly();
                }
            }));
        } catch (OptimisticLockingException | TransientDataAccessException | DataAccessResourceFailureException
                | TransactionException later) {
            // Somebody works on the task at this very moment, or the database is away: looked at again in a second.
            LOG.info("The answer to {} could not be sent yet: {}", request, later.toString());
        } catch (RuntimeException failure) {
            returned.giveBack(answer, problem(failure), UnseenMessagesException.in(failure)
                    .map(UnseenMessagesException::messages).orElse(List.of()));
        }
    }

    private void send(ScheduledAnswer answer) {
        Staff.Member author = staff.find(answer.author())
                .orElseThrow(() -> new CompletionRejectedException("Who sent it works here no more."));
        identities.setAuthentication(author.userId(), author.groups());
        try {
            // Gaps of the text were asked for when it was sent.
            form.answer(answer.task(), new AnswerForm.Answer(answer.outcome(), answer.text(), answer.origin(),
                    answer.kind(), answer.lastSeen(), true));
            tasks.complete(answer.task(), variables(answer));
        } finally {
            identities.clearAuthentication();
        }
    }

    private static Map<String, Object> variables(ScheduledAnswer answer) {
        var variables = new HashMap<String, Object>();
        variables.put(SupportRequest.ANSWER_OUTCOME.name(), answer.outcome().name());
        variables.put(SupportRequest.LAST_SEEN_MESSAGE.name(), answer.lastSeen());
        if (answer.origin() != null) {
            variables.put(SupportRequest.ORIGIN.name(), answer.origin());
        }
        if (answer.kind() != null) {
            variables.put(SupportRequest.KIND.name(), answer.kind().name());
        }
        return variables;
    }

    private static String problem(RuntimeException failure) {
        if (UnseenMessagesException.in(failure).isPresent()) {
            return UnseenMessagesException.in(failure).get().what() + " Your answer waits for you.";
        }
        if (CompletionRejectedException.sentenceIn(failure).isPresent()) {
            return CompletionRejectedException.sentenceIn(failure).get();
        }
        if (failure instanceof ErrorResponseException refused) {
            return refused.getStatusCode().value() == 404 ? "Its task had ended."
                    : String.valueOf(refused.getBody().getDetail());
        }
        if (failure instanceof AuthorizationException) {
            return "You may not work on this task any more.";
        }
        if (failure instanceof SuspendedEntityInteractionException) {
            return "An administrator has suspended the request. Send it again when it goes on.";
        }
        LOG.error("An answer could not be sent.", failure);
        return "The task could not be completed. Send it again, and tell your administrator if that fails.";
    }
}
