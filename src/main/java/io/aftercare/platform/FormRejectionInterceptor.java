package io.aftercare.platform;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * What a step rejects of a form that a person filled in is an entry to be corrected, and so is a task that must not be
 * completed yet: the engine's interface answers it with 400 and the sentence. Without this it is taken for a mistake of
 * ours.
 */
final class FormRejectionInterceptor extends CommandInterceptor {

    private static final List<Class<?>> WORK_ON_TASKS =
            List.of(SubmitTaskFormCmd.class, CompleteTaskCmd.class, ClaimTaskCmd.class, AssignTaskCmd.class);
    private static final String SUSPENDED = "An administrator has suspended this in Cockpit, so that nothing can be "
            + "done about it now. Try again when it has been activated.";

    private static final String NO_TASK = "This task is done, or an administrator has ended it in Cockpit. Choose "
            + "another one in the list.";

    @Override
    public <T> T execute(Command<T> command) {
        try {
            return next.execute(command);
        } catch (IllegalArgumentException rejected) {
            boolean form = command instanceof SubmitTaskFormCmd || command instanceof SubmitStartFormCmd;
            throw form && ApiProblems.isOurs(rejected)
                    ? new FormFieldValidationException(null, rejected.getMessage(), rejected)
                    : rejected;
        } catch (CompletionRejectedException rejected) {
            // What a step throws is not wrapped.
            throw new FormFieldValidationException(null, rejected.getMessage(), rejected);
        } catch (SuspendedEntityInteractionException suspended) {
            throw isWorkOnTask(command)
                    ? new FormFieldValidationException(null, SUSPENDED, new CompletionRejectedException(SUSPENDED))
                    : suspended;
        } catch (ProcessEngineException failure) {
            boolean noTask = isWorkOnTask(command) && failure.getMessage() != null
                    && failure.getMessage().startsWith("Cannot find task with id");
            throw noTask ? new FormFieldValidationException(null, NO_TASK, new CompletionRejectedException(NO_TASK))
                    : rejection(failure);
        }
    }

    private static boolean isWorkOnTask(Command<?> command) {
        return WORK_ON_TASKS.stream().anyMatch(work -> work.isInstance(command));
    }

    /** The engine wraps what a listener throws. */
    private static ProcessEngineException rejection(ProcessEngineException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CompletionRejectedException rejected) {
                return failure instanceof FormFieldValidationException ? failure
                        : new FormFieldValidationException(null, rejected.getMessage(), rejected);
            }
        }
        return failure;
    }
}
