package io.aftercare.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareApplication;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

/** The jar has no mail server; whoever asks it for the demo is told so. */
class DemoMailServerMissingTest {

    @Test
    void whoAsksTheJarForTheDemoIsToldHowToStartIt() {
        var missing = new DemoMailServerMissing();

        assertThatThrownBy(() -> check("demo", new FilteredClassLoader("com.icegreen")))
                .isInstanceOf(DemoMailServerMissing.class);
        assertThat(new DemoMailServerMissing.Explanation().analyze(missing).getDescription())
                .contains("The demo needs its mail server");
        assertThat(new DemoMailServerMissing.Explanation().analyze(missing).getAction())
                .contains("mvn spring-boot:run", "without the profile demo");
    }

    @Test
    void nobodyElseIsDisturbed() {
        assertThatCode(() -> check("production", new FilteredClassLoader("com.icegreen"))).doesNotThrowAnyException();
        assertThatCode(() -> check("demo", getClass().getClassLoader())).doesNotThrowAnyException();
    }

    @Test
    void itIsAskedAtEveryStart() {
        var factories = SpringFactoriesLoader.forDefaultResourceLocation();

        assertThat(factories.load(EnvironmentPostProcessor.class, SpringFactoriesLoader.FailureHandler.logging(
                org.apache.commons.logging.LogFactory.getLog(getClass()))))
                .hasAtLeastOneElementOfType(DemoMailServerMissing.Check.class);
        assertThat(factories.load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.logging(
                org.apache.commons.logging.LogFactory.getLog(getClass()))))
                .hasAtLeastOneElementOfType(DemoMailServerMissing.Explanation.class);
    }

    private static void check(String profile, ClassLoader loader) {
        var environment = new MockEnvironment();
        environment.setActiveProfiles(profile);
        new DemoMailServerMissing.Check().postProcessEnvironment(environment,
                new SpringApplication(new DefaultResourceLoader(loader), AftercareApplication.class));
    }
}
