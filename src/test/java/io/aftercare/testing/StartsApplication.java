package io.aftercare.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * The class starts the application, or a part of it, by Spring's test framework. Such classes share JVMs, one after
 * another: those that ask for the same application follow each other and share it, any other ends it first (see
 * {@link OneApplicationAtATime}). {@link TestLayoutTest} sees to it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("application")
public @interface StartsApplication {
}
