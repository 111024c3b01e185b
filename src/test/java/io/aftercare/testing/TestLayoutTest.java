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
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.platform.commons.annotation.Testable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;

/** Who may share a JVM with others, so that nobody needs to remember it. */
@AnalyzeClasses(packages = "io.aftercare", importOptions = ImportOption.OnlyIncludeTests.class)
class TestLayoutTest {

    @ArchTest
    static final ArchRule whoChangesTheJvmHasItsOwn = classes()
            .that(DescribedPredicate.describe("are tests", TestLayoutTest::isTest))
            .and(DescribedPredicate.describe("start the application, move the engine's clock or set a property of the system",
                    TestLayoutTest::changesTheJvm))
            .should(haveAJvmOfTheirOwn());

    private static boolean isTest(JavaClass type) {
        return type.getAllMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
    }

    private static boolean changesTheJvm(JavaClass type) {
        return isOrInherits(type, SpringBootTest.class) || type.getMethodCallsFromSelf().stream().anyMatch(call ->
                call.getTargetOwner().isEquivalentTo(SpringApplication.class)
                        || call.getTargetOwner().isEquivalentTo(SpringApplicationBuilder.class)
                        || call.getTargetOwner().isEquivalentTo(ClockUtil.class)
                        || call.getTargetOwner().isEquivalentTo(System.class) && call.getName().equals("setProperty"));
    }

    private static ArchCondition<JavaClass> haveAJvmOfTheirOwn() {
        return new ArchCondition<>("be annotated with @OwnJvm, themselves or by an annotation of theirs") {

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!isOrInherits(type, OwnJvm.class)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " has no @OwnJvm"));
                }
            }
        };
    }

    private static boolean isOrInherits(JavaClass type, Class<? extends java.lang.annotation.Annotation> annotation) {
        return type.isMetaAnnotatedWith(annotation) || type.getRawSuperclass().map(parent -> isOrInherits(parent, annotation)).orElse(false);
    }
}
