package io.aftercare.process;

import io.aftercare.conversation.Request;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param reopenWithin how long after its end a request is reopened by its customer; later a reply begins a new one */
@ConfigurationProperties("aftercare.requests")
public record ReopeningProperties(@DefaultValue("30d") Duration reopenWithin) {

    /** Whether a closed request may still be opened again. */
    public boolean possible(Request request, Instant now) {
        return request.closed() && !request.closedAt().plus(reopenWithin).isBefore(now);
    }
}
