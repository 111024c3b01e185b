package io.aftercare.platform;

import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * Is told of every user task of every diagram, so that a designer who draws one gets what hangs on it, such as the mails
 * to agents, without drawing anything more. It is called within the transaction of the task and must neither fail nor dawdle.
 */
public interface UserTaskListener {

    /** A task is there, with its candidates, and its assignee if the diagram names one. */
    void created(DelegateTask task);

    /** A task has an assignee it did not have before, or none any more. */
    void assigned(DelegateTask task);
}
