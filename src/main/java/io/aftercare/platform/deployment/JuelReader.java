package io.aftercare.platform.deployment;

import io.aftercare.platform.deployment.Reference.Chain;
import io.aftercare.platform.deployment.Reference.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.impl.juel.AstBinary;
import org.camunda.bpm.impl.juel.AstBoolean;
import org.camunda.bpm.impl.juel.AstChoice;
import org.camunda.bpm.impl.juel.AstComposite;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstEval;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.AstNested;
import org.camunda.bpm.impl.juel.AstNode;
import org.camunda.bpm.impl.juel.AstNull;
import org.camunda.bpm.impl.juel.AstNumber;
import org.camunda.bpm.impl.juel.AstParameters;
import org.camunda.bpm.impl.juel.AstString;
import org.camunda.bpm.impl.juel.AstText;
import org.camunda.bpm.impl.juel.AstUnary;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.FunctionNode;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.Parser;
import org.camunda.bpm.impl.juel.Tree;
import org.camunda.bpm.impl.juel.TreeBuilderException;

/** Finds the names in an expression of a diagram, read by the engine's own parser. */
final class JuelReader {

    private static final Set<String> VARIABLE_SCOPES = Set.of("execution", "task", "caseExecution");
    private static final Set<String> SETTERS = Set.of("setVariable", "setVariableLocal");
    private static final Set<String> GETTERS = Set.of("getVariable", "getVariableLocal", "hasVariable",
            "hasVariableLocal", "removeVariable", "removeVariableLocal");
    /** Values, comparisons, logic and arithmetic; names and functions are judged by what they stand for. */
    private static final Set<Class<?>> ALLOWED = Set.of(AstText.class, AstComposite.class, AstEval.class,
            AstNested.class, AstBinary.class, AstUnary.class, AstChoice.class, AstBoolean.class, AstNumber.class,
            AstString.class, AstNull.class, AstParameters.class);
    private static final Builder BUILDER = new NamingBuilder();

    private final ModelFile file;

    JuelReader(ModelFile file) {
        this.file = file;
    }

    static boolean isExpression(String text) {
        return text.contains("${") || text.contains("#{");
    }

    void read(String text, Place place) {
        Tree tree = parse(text, place);
        if (tree != null) {
            walk(tree.getRoot(), place);
        }
    }

    /** The name of the bean, when the expression is nothing but that; else null. */
    String beanIn(String text) {
        try {
            Node root = BUILDER.build(text.strip()).getRoot();
            return root instanceof AstEval && root.getChild(0) instanceof AstIdentifier identifier
                    ? identifier.getName()
                    : null;
        } catch (TreeBuilderException unreadable) {
            return null;
        }
    }

    private Tree parse(String text, Place place) {
        try {
            return BUILDER.build(text.strip());
        } catch (TreeBuilderException unreadable) {
            file.fault(place.finding("the expression cannot be read (position " + unreadable.getPosition()
                    + ": expected "
                    + unreadable.getExpected() + ", found " + unreadable.getEncountered() + ")"));
            return null;
        }
    }

    private void walk(Node node, Place place) {
        Chain chain = chain(node, place);
        if (chain != null) {
            file.needs(chain);
            readVariables(chain);
            return;
        }
        if (node instanceof FunctionNode function) {
            file.needs(new Reference.Function(place, function.getName()));
        } else if (!ALLOWED.contains(node.getClass())) {
            file.fault(place.finding("an expression may ask something of a bean of the contract, of execution or of "
                    + "task only, by a dot and a name; use a bean's method, or compare a variable"));
            return;
        }
        for (int child = 0; child < node.getCardinality(); child++) {
            walk(node.getChild(child), place);
        }
    }

    /** The chain that the node is the end of; null when it begins with something that has no name. */
    private Chain chain(Node node, Place place) {
        if (node instanceof AstIdentifier identifier) {
            return new Chain(place, identifier.getName(), List.of());
        }
        if (node instanceof NamedDot property) {
            return longer(chain(property.getChild(0), place), new Step(property.name(), null));
        }
        if (node instanceof AstMethod method && method.getChild(0) instanceof NamedDot property) {
            Chain before = chain(property.getChild(0), place);
            if (before != null) {
                return longer(before, new Step(property.name(), arguments(method.getChild(1), place)));
            }
        }
        return null;
    }

    private List<String> arguments(Node parameters, Place place) {
        var literals = new ArrayList<String>();
        for (int i = 0; i < parameters.getCardinality(); i++) {
            Node argument = parameters.getChild(i);
            literals.add(argument instanceof AstString string ? (String) string.eval(null, null) : null);
            walk(argument, place);
        }
        return literals;
    }

    private void readVariables(Chain chain) {
        if (!VARIABLE_SCOPES.contains(chain.root())) {
            return;
        }
        for (Step step : chain.steps()) {
            String variable = step.arguments() == null || step.arguments().isEmpty() ? null : step.arguments().get(0);
            if (variable != null && SETTERS.contains(step.name())) {
                file.sets(variable);
                file.needs(new Reference.Assigned(chain.place(), variable));
            } else if (variable != null && GETTERS.contains(step.name())) {
                file.needs(new Reference.Read(chain.place(), variable));
            }
        }
    }

    private static Chain longer(Chain chain, Step step) {
        if (chain == null) {
            return null;
        }
        var steps = new ArrayList<>(chain.steps());
        steps.add(step);
        return new Chain(chain.place(), chain.root(), List.copyOf(steps));
    }

    /** Builds trees whose properties tell their names, which the parser's own keep to themselves. */
    private static final class NamingBuilder extends Builder {

        private static final long serialVersionUID = 1L;

        NamingBuilder() {
            super(Feature.METHOD_INVOCATIONS);
        }

        @Override
        protected Parser createParser(String expression) {
            return new Parser(this, expression) {
                @Override
                protected AstDot createAstDot(AstNode base, String property, boolean lvalue) {
                    return new NamedDot(base, property, lvalue);
                }
            };
        }
    }

    private static final class NamedDot extends AstDot {

        NamedDot(AstNode base, String property, boolean lvalue) {
            super(base, property, lvalue);
        }

        String name() {
            return property;
        }
    }
}
