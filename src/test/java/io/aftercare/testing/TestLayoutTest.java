package io.aftercare.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.platform.commons.annotation.Testable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;

/** Which tests Maven finds, and which of them may share a JVM, so that nobody needs to remember it. */
@AnalyzeClasses(packages = "io.aftercare", importOptions = ImportOption.OnlyIncludeTests.class)
class TestLayoutTest {

    private static final DescribedPredicate<JavaClass> ARE_TESTS =
            DescribedPredicate.describe("are tests", TestLayoutTest::isTest);

    @ArchTest
    static final ArchRule whoChangesTheJvmHasItsOwn = classes()
            .that(ARE_TESTS)
            .and(DescribedPredicate
                    .describe("start an application by hand, move the engine's clock by hand or set a system "
                            + "property", TestLayoutTest::changesTheJvm))
            .should(beAnnotatedWith(OwnJvm.class, StartsApplication.class));

    @ArchTest
    static final ArchRule whoStartsTheApplicationSaysSo = classes()
            .that(ARE_TESTS)
            .and(DescribedPredicate.describe("start the application", type -> isOrInherits(type, SpringBootTest.class)))
            .should(beAnnotatedWith(StartsApplication.class, OwnJvm.class));

    @ArchTest
    static final ArchRule noTestIsForgotten = classes()
            .that(ARE_TESTS)
            .should(ArchCondition.from(DescribedPredicate.describe("be found by Maven, or be part of a test that is",
                    type -> isFound(type) || type.getAllSubclasses().stream().anyMatch(TestLayoutTest::isFound))));

    /** Maven goes by the name of the file. */
    private static boolean isFound(JavaClass type) {
        return type.getName().replaceAll("\\$.*", "").endsWith("Test");
    }

    private static boolean isTest(JavaClass type) {
        return type.getAllMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
    }

    private static boolean changesTheJvm(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(SpringApplication.class)
                        || call.getTargetOwner().isEquivalentTo(SpringApplicationBuilder.class)
                        || call.getTargetOwner().isEquivalentTo(ClockUtil.class)
                        || call.getTargetOwner().isEquivalentTo(System.class) && call.getName().equals("setProperty"));
    }

    @SafeVarargs
    private static ArchCondition<JavaClass> beAnnotatedWith(Class<? extends Annotation>... annotations) {
        return new ArchCondition<>("be annotated, themselves or by an annotation of theirs, with one of "
                + Arrays.stream(annotations).map(Class::getSimpleName).toList()) {

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (Arrays.stream(annotations).noneMatch(annotation -> isOrInherits(type, annotation))) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is not"));
                }
            }
        };
    }

    private static boolean isOrInherits(JavaClass type, Class<? extends Annotation> annotation) {
        return type.isMetaAnnotatedWith(annotation)
                || type.getRawSuperclass().map(parent -> isOrInherits(parent, annotation)).orElse(false);
    }
}
