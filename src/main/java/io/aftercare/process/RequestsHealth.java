package io.aftercare.process;

import io.aftercare.conversation.Messages;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether requests go on, for {@code /actuator/health} and the metrics. */
@Configuration(proxyBeanMethods = false)
class RequestsHealth {

    /**
     * Down when a customer has written and nobody learns of it, since the request is suspended in the engine, and when
     * no request can begin or go on, since a process is.
     */
    @Bean
    HealthIndicator requestsHealthIndicator(RequestInstances instances, Messages messages) {
        return () -> {
            long waiting = unread(instances, messages);
            List<String> stopped = instances.suspendedDefinitions();
            Health.Builder health = waiting == 0 && stopped.isEmpty() ? Health.up()
                    : Health.down().withDetail("trouble", stopped.isEmpty()
                            ? "Customers have written on requests that are suspended in Cockpit: activate these, and "
                                    + "what was written is delivered."
                            : "What needs these processes cannot begin or go on, since they are suspended in Cockpit: "
                                    + String.join(", ", stopped) + ". Activate them, then take in the mails that have "
                                    + "become tasks meanwhile.");
            return health.withDetail("suspended", instances.suspended().size()).withDetail("unread", waiting).build();
        };
    }

    /** Suspended requests whose customers wait for what they wrote to be read. */
    @Bean
    Gauge suspendedRequests(MeterRegistry meters, RequestInstances instances, Messages messages) {
        return Gauge.builder("aftercare.requests.suspended.unread", instances, found -> unread(found, messages))
                .description("Requests suspended in the engine on which a customer has written").register(meters);
    }

    private static long unread(RequestInstances instances, Messages messages) {
        return instances.suspended().stream().filter(number -> !messages.pending(number).isEmpty()).count();
    }
}
