package io.aftercare.platform;

import java.util.Set;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.bpmn.behavior.ClassDelegateActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.MailActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.ScriptTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.ShellActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Refuses, as the engine reads a diagram, tasks that would run a program, a class or a script, or send mail. */
final class NoForeignSteps extends AbstractBpmnParseListener {

    private static final Set<Class<?>> FOREIGN = Set.of(ShellActivityBehavior.class, MailActivityBehavior.class,
            ClassDelegateActivityBehavior.class, ScriptTaskActivityBehavior.class);

    @Override
    public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        refuseForeign(activity);
    }

    @Override
    public void parseSendTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        refuseForeign(activity);
    }

    @Override
    public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        refuseForeign(activity);
    }

    @Override
    public void parseScriptTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        refuseForeign(activity);
    }

    @Override
    public void parseIntermediateThrowEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        refuseForeign(activity);
    }

    @Override
    public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        refuseForeign(activity);
    }

    private static void refuseForeign(ActivityImpl activity) {
        if (FOREIGN.stream().anyMatch(foreign -> foreign.isInstance(activity.getActivityBehavior()))) {
            throw new BadUserRequestException("What " + activity.getId() + " does is not allowed in a diagram: name "
                    + "the bean of a step, camunda:delegateExpression=\"${…}\".");
        }
    }
}
