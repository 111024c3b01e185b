package io.aftercare.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * The class changes what belongs to the whole JVM, and so has one of its own; all other classes share. Whoever starts
 * the application does: the engine's web applications and its clock are static. {@link TestLayoutTest} sees to it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("own-jvm")
public @interface OwnJvm {
}
