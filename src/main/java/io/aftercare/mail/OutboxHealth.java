package io.aftercare.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether messages leave, for {@code /actuator/health} and the metrics. */
@Configuration(proxyBeanMethods = false)
class OutboxHealth {

    /** Letters still leave later, and nobody has to do anything yet. */
    static final Status DEGRADED = new Status("DEGRADED", "Letters have been waiting for some minutes");
    private static final Duration NOT_LONG = Duration.ofMinutes(5);

    /**
     * Down when messages do not leave for a reason that is ours; one mistyped address is a task for an agent, no
     * outage.
     */
    @Bean
    HealthIndicator outboxHealthIndicator(OutboxFigures figures, CustomerMailTransport transport, Clock clock) {
        return () -> {
            long stuck = figures.stuck();
            long rejected = figures.rejectedForOurSake();
            Health.Builder health = stuck + rejected == 0 ? Health.up()
                    : Health.down().withDetail("trouble",
                            "Letters do not leave: look at the incidents of \"Send the mail\" in Cockpit, mend the "
                                    + "cause, and retry them.");
            Optional<Instant> oldest = figures.oldestQueued();
            if (stuck + rejected == 0 && transport.failing()
                    && oldest.filter(since -> since.plus(NOT_LONG).isBefore(clock.instant())).isPresent()) {
                health.status(DEGRADED).withDetail("trouble", "A letter has been waiting for more than "
                        + NOT_LONG.toMinutes() + " minutes, and the last attempt to send one failed.");
            }
            oldest.ifPresent(since -> health.withDetail("oldestQueuedSince", since));
            return health.withDetail("queued", figures.queued()).withDetail("dead", figures.dead())
                    .withDetail("undelivered", figures.undelivered())
                    .withDetail("blockedAddresses", figures.blockedAddresses()).build();
        };
    }

    /**
     * How many messages will not leave unless somebody does something; also those that wait, and what did not arrive.
     */
    @Bean
    Gauge deadLetters(MeterRegistry meters, OutboxFigures figures) {
        Gauge.builder("aftercare.mail.queued", figures, OutboxFigures::queued)
                .description("Letters still to be sent").register(meters);
        Gauge.builder("aftercare.mail.undelivered", figures, OutboxFigures::undelivered)
                .description("Letters that bounced or were held back, and nobody has decided about").register(meters);
        Gauge.builder("aftercare.mail.blocked.addresses", figures, OutboxFigures::blockedAddresses)
                .description("Addresses that get no automatic mail until somebody clears them").register(meters);
        return Gauge.builder("aftercare.mail.dead", figures, OutboxFigures::dead)
                .description("Letters refused for good or queued for more than an hour: incidents in Cockpit")
                .register(meters);
    }
}
