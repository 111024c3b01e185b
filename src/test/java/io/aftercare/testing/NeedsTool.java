package io.aftercare.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test, or every test of the class, needs programs that not every machine has, and is skipped where one of them is
 * missing. For a class this is decided before anything of it is started, an application included.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("needs-tool")
@ExtendWith(ToolsInstalled.class)
public @interface NeedsTool {

    Tool[] value();
}
