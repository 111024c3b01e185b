package io.aftercare;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.aftercare.conversation.Addresses;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Subjects;
import io.aftercare.conversation.UnreadableText;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.unicode.NormalizedText;
import io.aftercare.unicode.WindowsText;
import java.text.Normalizer;
import java.util.Date;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.slf4j.Logger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Controller;

/**
 * What the module boundaries do not say: where the engine is known, where time comes from, how beans get their parts.
 */
@AnalyzeClasses(packages = "io.aftercare", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theEngineIsKnownInFewPlaces = noClasses()
            .that().resideOutsideOfPackages("io.aftercare.process..", "io.aftercare.desk..", "io.aftercare.insight..",
                    "io.aftercare.platform..", "io.aftercare.demo..")
            .should().dependOnClassesThat().resideInAPackage("org.camunda..");

    @ArchTest
    static final ArchRule theEnginesInsidesAreKnownInOnePlace = noClasses()
            .that().resideOutsideOfPackage("io.aftercare.platform..")
            .should().dependOnClassesThat(resideInAPackage("org.camunda.bpm..impl..")
                    // The engine's public API returns this one: IdentityService.getCurrentAuthentication().
                    .and(not(equivalentTo(Authentication.class))))
            .because("staying portable to the forks needs one place to change");

    @ArchTest
    static final ArchRule delegatesAreStepsAndNobodyElsesBusiness = classes()
            .that().implement(JavaDelegate.class)
            .should().bePackagePrivate().andShould().resideInAPackage("io.aftercare.process.steps..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule textIsNormalizedInOnePlace = noClasses()
            .that().resideOutsideOfPackage("io.aftercare.unicode..")
            .should().dependOnClassesThat(equivalentTo(Normalizer.class))
            .because("it takes the square of the combining marks in a row that a stranger writes");

    @ArchTest
    static final ArchRule readingAMailAsksNobody = noClasses()
            .that().resideInAPackage("io.aftercare.mail.reading..").and().doNotHaveSimpleName("package-info")
            .should().dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework..",
                    "org.camunda..")
                    .or(resideInAPackage("io.aftercare..").and(not(resideInAPackage("io.aftercare.mail.reading.."))
                            .and(not(belongToAnyOf(NewAttachment.class, Addresses.class, Subjects.class,
                                    UnreadableText.class, NormalizedText.class, WindowsText.class))))))
            .because("what strangers write is read and judged without a database, a server or the engine");

    @ArchTest
    static final ArchRule theKnowledgeBaseKnowsNothingOfSources = noClasses()
            .that().resideInAPackage("io.aftercare.knowledge")
            .should().dependOnClassesThat().resideInAPackage("io.aftercare.knowledge.sources..")
            .because("articles are searched in the same way wherever they come from");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should().callMethodWhere(asksTheSystemForTheTime())
            .because("tests move the injected java.time.Clock");

    @ArchTest
    static final ArchRule noDateOfNow = noClasses().should().callConstructor(Date.class);

    @ArchTest
    static final ArchRule nobodyDozes = noClasses().should().callMethodWhere(
            target(name("sleep")).and(target(owner(assignableTo(Thread.class)))));

    @ArchTest
    static final ArchRule partsComeThroughTheConstructor = noFields()
            .should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class)
            .orShould().beAnnotatedWith("jakarta.inject.Inject").orShould()
            .beAnnotatedWith("jakarta.annotation.Resource");

    @ArchTest
    static final ArchRule controllersAreNamedAlike = classes()
            .that().areMetaAnnotatedWith(Controller.class).and().areNotAnnotations()
            .should().haveSimpleNameEndingWith("Controller");

    /** The support's address is a value that the whole application speaks of; it is bound as it is. */
    @ArchTest
    static final ArchRule settingsAreNamedAlike = classes()
            .that().areAnnotatedWith(ConfigurationProperties.class).and().doNotBelongToAnyOf(SupportAddress.class)
            .should().haveSimpleNameEndingWith("Properties");

    @ArchTest
    static final ArchRule loggersAreNamedAlike = fields().that().haveRawType(Logger.class).should().haveName("LOG");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should().haveSimpleNameEndingWith("Impl").orShould().haveSimpleNameEndingWith("Util")
            .orShould().haveSimpleNameEndingWith("Utils").orShould().haveSimpleNameEndingWith("Helper")
            .orShould().haveSimpleNameEndingWith("Manager");

    @ArchTest
    static final ArchRule theDeskKnowsNothingOfItsMailsToAgents = noClasses()
            .that().resideInAPackage("io.aftercare.desk")
            .should().dependOnClassesThat().resideInAPackage("io.aftercare.desk.notifications..")
            .because("mails to agents and their replies use the desk; the desk reaches them by events and by ports");

    @ArchTest
    static final ArchRule nobodyButTheEngineReliesOnTheDesk = noClasses()
            .that().resideOutsideOfPackage("io.aftercare.desk..")
            .should().dependOnClassesThat().resideInAPackage("io.aftercare.desk..")
            .because("diagrams call its beans by name, and other modules by the ports it implements");

    /** Whoever needs more does more than one thing. Records are data: they have as many parts as there are facts. */
    @ArchTest
    static final ArchRule everythingIsMadeOfFewParts = constructors()
            .that().areDeclaredInClassesThat().areNotRecords()
            .should(takeAtMost(8));

    private static ArchCondition<JavaConstructor> takeAtMost(int parts) {
        return new ArchCondition<>("take at most " + parts + " things") {
            @Override
            public void check(JavaConstructor constructor, ConditionEvents events) {
                int taken = constructor.getRawParameterTypes().size();
                events.add(new SimpleConditionEvent(constructor, taken <= parts,
                        constructor.getFullName() + " takes " + taken + " things"));
            }
        };
    }

    private static DescribedPredicate<JavaMethodCall> asksTheSystemForTheTime() {
        return DescribedPredicate.describe("asks the system for the time", call -> {
            String owner = call.getTargetOwner().getName();
            boolean javaTime = call.getTargetOwner().getPackageName().equals("java.time");
            boolean now = javaTime && call.getName().equals("now")
                    && call.getTarget().getRawParameterTypes().stream()
                            .noneMatch(type -> type.isEquivalentTo(java.time.Clock.class));
            boolean system = owner.equals(System.class.getName()) && call.getName().equals("currentTimeMillis");
            boolean clock = javaTime && call.getName().startsWith("system")
                    && !call.getOriginOwner().getName().equals("io.aftercare.platform.TimeConfiguration");
            return now || system || clock;
        });
    }
}
