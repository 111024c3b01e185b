package io.aftercare.desk;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.platform.CompletionRejectedException;
import io.aftercare.platform.UserTaskListener;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * One answer a task: while one is to leave nobody completes its task by another door, and with the task done nothing is
 * left of one that came back.
 */
@Component
class ScheduledAnswerCheck implements UserTaskListener {

    private final ScheduledAnswers answers;

    ScheduledAnswerCheck(ScheduledAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void completing(DelegateTask task) {
        if (SupportRequest.ANSWER_TASK.equals(task.getTaskDefinitionKey()) && task.getExecution() != null) {
            RequestNumber.quotedIn(task.getExecution().getProcessBusinessKey()).flatMap(answers::find)
                    .ifPresent(answer -> {
                        if (answer.waits() && answer.task().equals(task.getId())) {
                            throw new CompletionRejectedException("An answer of " + answer.author() + " has been sent "
                                    + "and is to leave. Undo its sending in Tasklist first.");
                        }
                        answers.discard(answer.request());
                    });
        }
    }
}
