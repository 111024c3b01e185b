package io.aftercare.platform;

import io.aftercare.platform.deployment.EngineObjects;
import java.util.Set;
import org.camunda.bpm.dmn.engine.impl.spi.el.ElProvider;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;

/**
 * Refuses at the place of evaluation what an expression must not do, whichever way it came into the engine.
 *
 * <p>
 * Expressions of diagrams are evaluated in the scope of an execution or a task. They reach the variables, the beans of
 * the contract with the methods named there, and a few facts of the scope; nothing of the rest of the application, and
 * no class. Only queries evaluate theirs without any scope, at one single place in the engine, whether they are root or
 * nested, ad hoc or stored. Decisions are written in FEEL, so theirs are never evaluated here.
 */
final class ExpressionGuard extends JuelExpressionManager {

    private final DiagramBeans diagramBeans;

    ExpressionGuard(DiagramBeans diagramBeans) {
        this.diagramBeans = diagramBeans;
    }

    /** The functions that expressions may call, such as {@code currentUser}. */
    Set<String> functions() {
        return Set.copyOf(functions.keySet());
    }

    @Override
    public Expression createExpression(String text) {
        return new Guarded(createValueExpression(text), this, text);
    }

    @Override
    public ElProvider toElProvider() {
        return NoScripts.IN_DECISIONS;
    }

    @Override
    protected ELResolver createElResolver() {
        var resolver = new CompositeELResolver();
        resolver.add(new VariableScopeElResolver());
        resolver.add(new AllowedMembers(diagramBeans));
        return resolver;
    }

    private static final class Guarded extends JuelExpression {

        Guarded(ValueExpression value, JuelExpressionManager manager, String text) {
            super(value, manager, text);
        }

        @Override
        public Object getValue(VariableScope scope, BaseDelegateExecution execution) {
            if (scope == null && !isLiteralText() && !AllowedQueryExpressions.isAllowed(getExpressionText())) {
                throw new BadUserRequestException(AllowedQueryExpressions.REJECTION);
            }
            return super.getValue(scope, execution);
        }
    }

    /** Finds the beans, and asks of what was found only what may be asked. */
    private static final class AllowedMembers extends BeanELResolver {

        private final DiagramBeans beans;

        AllowedMembers(DiagramBeans beans) {
            super(true);
            this.beans = beans;
        }

        @Override
        public Object getValue(ELContext context, Object base, Object property) {
            if (base == null) {
                Object bean = beans.get(String.valueOf(property));
                context.setPropertyResolved(bean != null);
                return bean;
            }
            if (base instanceof VariableScope && EngineObjects.PROPERTIES.contains(property)) {
                return super.getValue(context, base, property);
            }
            throw refusal(base, property);
        }

        @Override
        public Object invoke(ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
            if (base instanceof VariableScope && EngineObjects.METHODS.contains(method)
                    || beans.mayCall(base, String.valueOf(method))) {
                return super.invoke(context, base, method, types, arguments);
            }
            throw refusal(base, method);
        }

        private static ELException refusal(Object base, Object member) {
            return new ELException("An expression may not use " + member + " of " + base.getClass().getSimpleName()
                    + ". It may use variables, the beans of the contract, and of execution and task some facts.");
        }
    }
}
