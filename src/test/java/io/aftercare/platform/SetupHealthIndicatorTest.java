package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;

import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class SetupHealthIndicatorTest {

    private final MockEnvironment environment = new MockEnvironment();
    private final SetupHealthIndicator needs =
            new SetupHealthIndicator(environment, mock(IdentityService.class, RETURNS_DEEP_STUBS));

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://localhost", "https://LOCALHOST/", "http://127.0.0.1:8080",
            "http://[::1]:8080"})
    void asksForAnAddressThatCustomersCanReach(String baseUrl) {
        environment.setProperty("aftercare.base-url", baseUrl);
        assertThat(needs.missing())
                .anyMatch(need -> need.startsWith("Set aftercare.base-url:") && need.contains(baseUrl));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://help.example.com", "https://localhost.example.com", "http://support:8080"})
    void isContentWithOneThatTheyCan(String baseUrl) {
        environment.setProperty("aftercare.base-url", baseUrl);
        assertThat(needs.missing()).noneMatch(need -> need.contains("aftercare.base-url"));
    }

    @Test
    void theDemoMayStayOnThisMachine() {
        environment.setProperty("aftercare.base-url", "http://localhost:8080");
        environment.setActiveProfiles("demo");
        assertThat(needs.missing()).noneMatch(need -> need.contains("aftercare.base-url"));
    }

    @Test
    void saysThatTheHeapIsTooSmall() {
        assertThat(SetupHealthIndicator.advice(200L << 20)).singleElement().asString().contains("-Xmx512m", "200 MB",
                "over 20 MB");
        assertThat(SetupHealthIndicator.advice(247L << 20)).as("what is left of -Xmx256m").isEmpty();
    }
}
