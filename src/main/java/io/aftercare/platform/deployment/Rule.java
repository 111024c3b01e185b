package io.aftercare.platform.deployment;

import java.util.stream.Stream;

/** What must hold for each name in a deployment. */
interface Rule {

    /** The mistakes about this one name; none when it is right or the rule is about others. */
    Stream<Finding> check(Reference reference, Declarations declarations);
}
