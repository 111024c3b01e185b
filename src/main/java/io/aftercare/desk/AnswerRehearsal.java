package io.aftercare.desk;

import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.platform.CompletionRejectedException;
import io.aftercare.process.SupportRequest;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/**
 * Tells which letters a customer would get if the task were completed now: it is completed, by the same checks, tables
 * and steps, in a transaction that is rolled back. So nothing that the process adds is told twice, and nothing is sent:
 * mails leave by a job, which comes with the commit only.
 */
@Component
class AnswerRehearsal {

    private final DeskAccess access;
    private final AnswerForm form;
    private final Messages messages;
    private final TaskService tasks;
    private final TransactionTemplate rolledBack;

    AnswerRehearsal(DeskAccess access, AnswerForm form, Messages messages, TaskService tasks,
            PlatformTransactionManager transactions) {
        this.access = access;
        this.form = form;
        this.messages = messages;
        this.tasks = tasks;
        this.rolledBack = new TransactionTemplate(transactions);
        this.rolledBack.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * The letters, the first one first; empty when the customer gets none.
     *
     * @throws ResponseStatusException                        409 with a sentence when the task could not be completed
     * @throws org.springframework.web.ErrorResponseException as {@link AnswerForm#answer} refuses it
     */
    List<Message> letters(String taskId, AnswerFrames.Writing writing) {
        try {
            return rolledBack.execute(status -> {
                status.setRollbackOnly();
                return complete(access.task(taskId), writing);
            });
        } catch (ProcessEngineException failure) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, CompletionRejectedException.sentenceIn(failure)
                    .orElse("The process cannot go on from here as it is: ask your administrator to look at the "
                            + "request in Cockpit."),
                    failure);
        }
    }

    private List<Message> complete(Task task, AnswerFrames.Writing writing) {
        RequestNumber number = access.requestOf(task);
        long seen = messages.newestId(number);
        if (task.getAssignee() == null) {
            tasks.claim(task.getId(), access.user());
        }
        // Gaps are to be seen in what is shown.
        form.answer(task.getId(), new AnswerForm.Answer(writing.outcome(), writing.text(), writing.origin(),
                writing.kind(), seen, true));
        tasks.complete(task.getId(), variables(writing, seen));
        return messages.of(number).stream().filter(message -> message.id() > seen)
                .filter(message -> message.direction() == Direction.OUT).toList();
    }

    private static Map<String, Object> variables(AnswerFrames.Writing writing, long seen) {
        Map<String, Object> variables = new HashMap<>(Map.of(SupportRequest.ANSWER_OUTCOME.name(),
                writing.outcome().name(), SupportRequest.LAST_SEEN_MESSAGE.name(), seen));
        if (writing.outcome() == AnswerOutcome.THIRD_PARTY) {
            variables.put(SupportRequest.ORIGIN.name(), writing.origin());
        }
        if (writing.outcome() == AnswerOutcome.WRONG_KIND) {
            variables.put(SupportRequest.KIND.name(), writing.kind().name());
        }
        return variables;
    }
}
