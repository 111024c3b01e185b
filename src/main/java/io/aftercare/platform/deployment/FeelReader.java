package io.aftercare.platform.deployment;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.util.Either;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.syntaxtree.ConstContext;
import org.camunda.feel.syntaxtree.EveryItem;
import org.camunda.feel.syntaxtree.Filter;
import org.camunda.feel.syntaxtree.For;
import org.camunda.feel.syntaxtree.FunctionDefinition;
import org.camunda.feel.syntaxtree.JavaFunctionInvocation;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.SomeItem;

/** Finds the variables in an expression of a decision table or form, read by the engine's own parser. */
final class FeelReader {

    /** Most cells of a table are this; parsing them all would take longer than everything else. */
    private static final Pattern LITERALS =
            Pattern.compile("-?|true|false|null|[\\d.]+|\"[^\"]*\"(\\s*,\\s*\"[^\"]*\")*");
    /** What FEEL itself provides. */
    private static final Set<String> BUILT_IN = Set.of("item", "partial", "cellInput");

    private final FeelEngine engine = new FeelEngine(FeelEngine.defaultFunctionProvider(),
            FeelEngine.defaultValueMapper(),
            FeelEngine.defaultConfiguration(), FeelEngine.defaultClock());

    /** @param fault is told why the expression cannot be read */
    Set<String> variablesIn(String expression, Consumer<String> fault) {
        return LITERALS.matcher(expression.strip()).matches() ? Set.of()
                : variables(engine.parseExpression(expression.strip()), fault);
    }

    /** @param fault is told why the tests cannot be read */
    Set<String> variablesInTests(String tests, Consumer<String> fault) {
        return LITERALS.matcher(tests.strip()).matches() ? Set.of()
                : variables(engine.parseUnaryTests(tests.strip()),
                        fault);
    }

    private static Set<String> variables(Either<FeelEngine.Failure, ParsedExpression> parsed, Consumer<String> fault) {
        if (parsed.isLeft()) {
            fault.accept(parsed.left().get().message().strip());
            return Set.of();
        }
        if (callsJava(parsed.toOption().get().expression())) {
            fault.accept("functions of Java are not allowed; use those of FEEL");
            return Set.of();
        }
        var found = new TreeSet<String>();
        var bound = new TreeSet<>(BUILT_IN);
        collect(parsed.toOption().get().expression(), found, bound);
        found.removeAll(bound);
        return found;
    }

    private static boolean callsJava(Object node) {
        if (node instanceof JavaFunctionInvocation) {
            return true;
        }
        return node instanceof Iterable<?> list && list.exists(FeelReader::callsJava)
                || node instanceof Product parts && parts.productIterator().exists(FeelReader::callsJava);
    }

    private static void collect(Object node, Set<String> found, Set<String> bound) {
        if (node instanceof Ref reference) {
            found.add(reference.names().head());
        } else if (node instanceof Filter filter) {
            // Within the brackets, names are those of each item first, and what these have nobody can know.
            collect(filter.list(), found, bound);
        } else if (node instanceof Iterable<?> list) {
            list.foreach(each -> {
                collect(each, found, bound);
                return null;
            });
        } else if (node instanceof Product parts) {
            bind(node, bound);
            parts.productIterator().foreach(part -> {
                collect(part, found, bound);
                return null;
            });
        }
    }

    /** Notes the names that an expression gives to values of its own. */
    private static void bind(Object node, Set<String> bound) {
        if (node instanceof FunctionDefinition function) {
            function.parameters().foreach(bound::add);
        } else if (node instanceof For loop) {
            bindAll(loop.iterators(), bound);
        } else if (node instanceof SomeItem some) {
            bindAll(some.iterators(), bound);
        } else if (node instanceof EveryItem every) {
            bindAll(every.iterators(), bound);
        } else if (node instanceof ConstContext context) {
            bindAll(context.entries(), bound);
        }
    }

    private static <V> void bindAll(Iterable<Tuple2<String, V>> names, Set<String> bound) {
        names.foreach(name -> bound.add(name._1()));
    }
}
