package io.aftercare.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether the threads that take mails in are at work, for {@code /actuator/health} and the metrics. */
@Configuration(proxyBeanMethods = false)
class IntakeHealth {

    /** Down when no thread is left that takes mails in; says how many are stuck with a mail that takes too long. */
    @Bean
    HealthIndicator intakeHealthIndicator(IntakeLoop loop) {
        return () -> (loop.working() > 0 ? Health.up() : Health.down()).withDetail("working", loop.working())
                .withDetail("stuck", loop.stuck()).build();
    }

    /** Threads left alone with a mail that takes too long. */
    @Bean
    Gauge stuckIntakeWorkers(MeterRegistry meters, IntakeLoop loop) {
        return Gauge.builder("aftercare.mail.intake.stuck", loop, IntakeLoop::stuck)
                .description("Threads left alone with a mail whose handling takes too long").register(meters);
    }
}
