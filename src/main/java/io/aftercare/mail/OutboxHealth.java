package io.aftercare.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether messages leave, for {@code /actuator/health} and the metrics. */
@Configuration(proxyBeanMethods = false)
class OutboxHealth {

    /**
     * Down when messages do not leave for a reason that is ours; one mistyped address is a task for an agent, no
     * outage.
     */
    @Bean
    HealthIndicator outboxHealthIndicator(OutboxFigures figures) {
        return () -> {
            long stuck = figures.stuck();
            long rejected = figures.rejectedForOurSake();
            Health.Builder health = stuck + rejected == 0 ? Health.up()
                    : Health.down().withDetail("trouble",
                            "Letters do not leave: look at the incidents of \"Send the mail\" in Cockpit, mend the "
                                    + "cause, and retry them.");
            figures.oldestQueued().ifPresent(oldest -> health.withDetail("oldestQueuedSince", oldest));
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
