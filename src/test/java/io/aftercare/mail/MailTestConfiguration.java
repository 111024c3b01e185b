package io.aftercare.mail;

import static org.mockito.Mockito.mock;

import io.aftercare.platform.CleanUpProperties;
import io.aftercare.process.ReopeningProperties;
import io.aftercare.process.RetentionProperties;
import io.aftercare.process.Staff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The mail channel with the conversations, without the engine. No stereotype, so that no other test picks it up. */
@EnableAutoConfiguration
@ComponentScan({"io.aftercare.conversation", "io.aftercare.mail"})
@ConfigurationPropertiesScan({"io.aftercare.conversation", "io.aftercare.mail"})
@EnableConfigurationProperties({ReopeningProperties.class, RetentionProperties.class, CleanUpProperties.class})
class MailTestConfiguration {

    static final String WITHOUT_ENGINE = "spring.autoconfigure.exclude="
            + "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration";

    @Bean
    MovableClock clock() {
        return new MovableClock();
    }

    /** Nobody works here unless a test says so. */
    @Bean
    Staff staff() {
        return mock(Staff.class);
    }

    /** A clock that goes on by itself and can be set forward. */
    static final class MovableClock extends Clock {

        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        void forward(Duration duration) {
            ahead.updateAndGet(duration::plus);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
