package io.aftercare.platform;

import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * Is told of every user task of every diagram, so that a designer who draws one gets what hangs on it, such as the
 * mails to agents, without drawing anything more. It is called within the transaction of the task and must not dawdle;
 * it fails only to reject a completion.
 */
public interface UserTaskListener {

    /** A task is there, with its candidates, and its assignee if the diagram names one. */
    default void created(DelegateTask task) {
    }

    /** A task has an assignee it did not have before, or none any more. */
    default void assigned(DelegateTask task) {
    }

    /**
     * A task is being completed, by whatever door: a form, a mail, the engine's interface, our own code. What the
     * diagram draws for that moment has been done. A task that ends because the process leaves it is not completed.
     *
     * @throws CompletionRejectedException when it must not be; then nothing of the completion stays
     */
    default void completing(DelegateTask task) {
    }
}
