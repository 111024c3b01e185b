package io.aftercare.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param reopenWithin how long after its end a request is reopened by a reply; later the reply begins a new one */
@ConfigurationProperties("aftercare.requests")
record ReopeningProperties(@DefaultValue("30d") Duration reopenWithin) {
}
