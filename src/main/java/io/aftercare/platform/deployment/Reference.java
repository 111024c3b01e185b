package io.aftercare.platform.deployment;

import java.util.List;

/** A name in a file that must exist somewhere. */
sealed interface Reference {

    Place place();

    /**
     * In an expression, a bean, variable or object of the engine with what is asked of it: {@code execution.id} is a
     * root with one step.
     */
    record Chain(Place place, String root, List<Step> steps) implements Reference {
    }

    /**
     * @param arguments null for a property; else one for each argument of the method, its text when it is a literal
     *                  string and null when it is anything else
     */
    record Step(String name, List<String> arguments) {
    }

    /** A function in an expression, such as {@code currentUser()}. */
    record Function(Place place, String name) implements Reference {
    }

    /** A variable that is read, named outside of an expression or in FEEL. */
    record Read(Place place, String name) implements Reference {
    }

    /** A variable that a decision table or its requirements read; its caller may give it instead of a process. */
    record DecisionInput(Place place, String name) implements Reference {
    }

    /** A variable that is set for somebody else to read. */
    record Assigned(Place place, String name) implements Reference {
    }

    /**
     * A name of something declared elsewhere.
     *
     * @param sameDeployment it must be in the same deployment, being older will not do
     */
    record Named(Place place, Kind kind, String name, boolean sameDeployment) implements Reference {
    }

    /** A bean that does the work of an element. */
    record Delegate(Place place, String bean, Role role) implements Reference {
    }

    /** A field that is injected into the bean of an element. */
    record Field(Place place, String bean, String name) implements Reference {
    }
}
