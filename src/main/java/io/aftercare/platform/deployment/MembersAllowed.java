package io.aftercare.platform.deployment;

import io.aftercare.platform.deployment.Reference.Chain;
import io.aftercare.platform.deployment.Reference.Step;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An expression asks nothing but what it may: of a bean the methods of the contract, of the engine's objects some facts
 * and the variables, and of anything else nothing, since whatever has a class leads to all others.
 */
final class MembersAllowed implements Rule {

    @Override
    public Stream<Finding> check(Reference reference, Declarations declarations) {
        if (!(reference instanceof Chain chain) || chain.steps().isEmpty()) {
            return Stream.empty();
        }
        String root = chain.root();
        Step first = chain.steps().get(0);
        Set<String> methods = declarations.program().beans().get(root);
        if (methods != null) {
            boolean allowed = first.arguments() != null && methods.contains(first.name());
            return finding(chain, allowed, methods.isEmpty()
                    ? root + " is a step, which an expression may only name: ${" + root + "}"
                    : "of " + root + " an expression may only call " + String.join(", ", new TreeSet<>(methods)));
        }
        if (EngineObjects.SCOPES.contains(root)) {
            Set<String> members = first.arguments() == null ? EngineObjects.PROPERTIES : EngineObjects.METHODS;
            return finding(chain, members.contains(first.name()), "of " + root + " an expression may only use "
                    + String.join(", ", new TreeSet<>(EngineObjects.PROPERTIES)) + " and call "
                    + String.join(", ", new TreeSet<>(EngineObjects.METHODS)));
        }
        return finding(chain, false, "of a variable an expression may ask nothing; use its value as it is, or a bean "
                + "of the contract");
    }

    private static Stream<Finding> finding(Chain chain, boolean allowed, String instead) {
        String member = chain.root() + "." + chain.steps().get(0).name();
        if (!allowed) {
            return Stream.of(chain.place().finding(member + " is not allowed: " + instead));
        }
        return chain.steps().size() == 1 ? Stream.empty()
                : Stream.of(chain.place().finding("of what " + member + " gives an expression may ask nothing"));
    }
}
