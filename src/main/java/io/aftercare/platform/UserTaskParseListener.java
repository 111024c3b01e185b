package io.aftercare.platform;

import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;

/** Lets {@link UserTaskListener} see the user tasks of all diagrams, as if a listener were drawn at each. */
final class UserTaskParseListener extends AbstractBpmnParseListener {

    private final ObjectProvider<UserTaskListener> listeners;

    UserTaskParseListener(ObjectProvider<UserTaskListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        if (activity.getActivityBehavior() instanceof UserTaskActivityBehavior behaviour) {
            TaskDefinition task = behaviour.getTaskDefinition();
            task.addTaskListener(TaskListener.EVENTNAME_CREATE, created -> tell(listener -> listener.created(created)));
            task.addTaskListener(TaskListener.EVENTNAME_ASSIGNMENT,
                    assigned -> tell(listener -> listener.assigned(assigned)));
            task.addTaskListener(TaskListener.EVENTNAME_COMPLETE,
                    completing -> tell(listener -> listener.completing(completing)));
            task.addTaskListener(TaskListener.EVENTNAME_UPDATE, UserTaskParseListener::handOverWhatIsDelegated);
        }
    }

    /** What somebody fills in for another would only go back to that one, and the customer would get nothing. */
    private static void handOverWhatIsDelegated(DelegateTask task) {
        ((TaskEntity) task).setDelegationState(null);
    }

    private void tell(Consumer<UserTaskListener> event) {
        listeners.orderedStream().forEach(event);
    }
}
