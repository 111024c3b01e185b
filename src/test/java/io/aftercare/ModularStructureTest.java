package io.aftercare;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Modules talk to each other through their public types, and not in circles. */
class ModularStructureTest {

    @Test
    void modulesKeepTheirBoundaries() {
        ApplicationModules.of(AftercareApplication.class).verify();
    }
}
