package io.aftercare.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.util.ClassUtils;

/** Says, before anything else starts, that the demo does not run from the jar, which has no mail server of its own. */
final class DemoMailServerMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoMailServerMissing() {
        super("The demo needs its mail server (GreenMail), which is not on the class path: it lets anybody in, so the "
                + "jar is made without it.");
    }

    /** Looks whether somebody asks for the demo where it cannot be. */
    static final class Check implements EnvironmentPostProcessor {

        @Override
        public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
            if (environment.acceptsProfiles(Profiles.of("demo")) && !ClassUtils.isPresent(
                    "com.icegreen.greenmail.util.GreenMail", application.getClassLoader())) {
                throw new DemoMailServerMissing();
            }
        }
    }

    /** A sentence in place of a stack trace. */
    static final class Explanation extends AbstractFailureAnalyzer<DemoMailServerMissing> {

        @Override
        protected FailureAnalysis analyze(Throwable root, DemoMailServerMissing missing) {
            return new FailureAnalysis(missing.getMessage(), "Start the demo from the sources, mvn spring-boot:run, or "
                    + "start the jar without the profile demo.", missing);
        }
    }
}
