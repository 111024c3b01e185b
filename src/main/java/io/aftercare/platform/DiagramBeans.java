package io.aftercare.platform;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateVariableMapping;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * The beans that expressions of diagrams can use, which are few of those that the application has: the steps, which are
 * made for nothing else, and those that a {@link ProcessContract} names.
 */
@Component
class DiagramBeans {

    private static final Set<Class<?>> STEPS = Set.of(JavaDelegate.class, ExecutionListener.class, TaskListener.class,
            DelegateVariableMapping.class);

    private final ApplicationContext context;
    private volatile Map<String, Set<String>> called;

    DiagramBeans(ApplicationContext context) {
        this.context = context;
    }

    /** All names, with the methods that an expression may call; steps have none. */
    Map<String, Set<String>> methods() {
        Map<String, Set<String>> methods = STEPS.stream()
                .flatMap(step -> Stream.of(context.getBeanNamesForType(step))).distinct()
                .collect(Collectors.toMap(name -> name, name -> Set.of(), (one, same) -> one, TreeMap::new));
        methods.putAll(called());
        return methods;
    }

    Class<?> typeOf(String name) {
        return context.getType(name, false);
    }

    /** Null when there is no such bean, or not for diagrams. */
    Object get(String name) {
        return called().containsKey(name)
                || context.containsLocalBean(name) && STEPS.stream().anyMatch(step -> context.isTypeMatch(name, step))
                        ? context.getBean(name)
                        : null;
    }

    boolean mayCall(Object bean, String method) {
        return called().entrySet().stream()
                .anyMatch(named -> named.getValue().contains(method) && context.getBean(named.getKey()) == bean);
    }

    /** Kept, because it is asked at each expression, and contracts are there from the start. */
    private Map<String, Set<String>> called() {
        if (called == null) {
            called = context.getBeanProvider(ProcessContract.class).orderedStream()
                    .flatMap(contract -> contract.beans().entrySet().stream())
                    .filter(named -> context.containsLocalBean(named.getKey()))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        }
        return called;
    }
}
