package io.aftercare.platform;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;
import org.springframework.context.ApplicationContext;

/**
 * Refuses at the place of evaluation what a query must not evaluate. Expressions of diagrams are evaluated in the scope
 * of an execution or a task; only queries evaluate theirs without any scope, at one single place in the engine, whether
 * they are root or nested, ad hoc or stored. So no way into a query leads past this guard.
 */
final class QueryExpressionGuard extends SpringExpressionManager {

    QueryExpressionGuard(ApplicationContext context, Map<Object, Object> beans) {
        super(context, beans);
    }

    /** The functions that expressions may call, such as {@code currentUser}. */
    Set<String> functions() {
        return Set.copyOf(functions.keySet());
    }

    @Override
    public Expression createExpression(String text) {
        return new Guarded(createValueExpression(text), this, text);
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
}
