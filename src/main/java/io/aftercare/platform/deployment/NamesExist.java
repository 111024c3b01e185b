package io.aftercare.platform.deployment;

import io.aftercare.platform.deployment.Reference.Assigned;
import io.aftercare.platform.deployment.Reference.Chain;
import io.aftercare.platform.deployment.Reference.DecisionInput;
import io.aftercare.platform.deployment.Reference.Function;
import io.aftercare.platform.deployment.Reference.Named;
import io.aftercare.platform.deployment.Reference.Read;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every name stands for something that exists. */
final class NamesExist implements Rule {

    @Override
    public Stream<Finding> check(Reference reference, Declarations declarations) {
        if (reference instanceof Chain chain) {
            return check(chain.place(), "bean or variable", chain.root(), declarations.roots());
        }
        if (reference instanceof Function function) {
            return check(function.place(), "function", function.name(), declarations.program().functions());
        }
        if (reference instanceof Read read) {
            return declarations.variables().contains(read.name()) ? Stream.empty()
                    : Stream.of(read.place().finding("nobody sets a variable " + read.name(),
                            NearestName.to(read.name(), declarations.variables())));
        }
        if (reference instanceof DecisionInput input) {
            return checkInput(input, declarations);
        }
        if (reference instanceof Assigned assigned) {
            return declarations.readVariables().contains(assigned.name()) ? Stream.empty()
                    : Stream.of(assigned.place().finding("nobody reads a variable " + assigned.name(),
                            NearestName.to(assigned.name(), declarations.readVariables())));
        }
        if (reference instanceof Named named) {
            return checkNamed(named, declarations);
        }
        return Stream.empty();
    }

    private static Stream<Finding> checkInput(DecisionInput input, Declarations declarations) {
        var given = new TreeSet<>(declarations.variables());
        given.addAll(declarations.program().decisionInputs());
        return given.contains(input.name()) ? Stream.empty()
                : Stream.of(input.place().finding("nobody sets a variable " + input.name(),
                        NearestName.to(input.name(), given)));
    }

    private static Stream<Finding> checkNamed(Named named, Declarations declarations) {
        Set<String> existing = declarations.of(named.kind(), named.sameDeployment());
        if (named.sameDeployment() && !existing.contains(named.name())
                && declarations.of(named.kind(), false).contains(named.name())) {
            return Stream.of(named.place().finding("the " + named.kind().label() + " " + named.name()
                    + " is bound to this deployment, which lacks it; deploy both together"));
        }
        return check(named.place(), named.kind().label(), named.name(), existing);
    }

    private static Stream<Finding> check(Place place, String label, String name, Collection<String> existing) {
        return existing.contains(name) ? Stream.empty()
                : Stream.of(place.finding("there is no " + label + " " + name, NearestName.to(name, existing)));
    }
}
