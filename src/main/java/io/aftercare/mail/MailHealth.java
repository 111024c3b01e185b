package io.aftercare.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.MailException;

/** Whether mail comes in and goes out, for {@code /actuator/health} and the metrics. */
@Configuration(proxyBeanMethods = false)
class MailHealth {

    private static final Duration PROBED_EVERY = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** Whether the mailbox is reached, when it last was, what waits and since when. */
    @Bean
    HealthIndicator mailboxHealthIndicator(MailFetcher fetcher, IncomingMails mails, MailProperties properties,
            Clock clock) {
        return () -> {
            Health.Builder health = Health.unknown();
            if (!fetcher.configured()) {
                health.withDetail("mailbox", "aftercare.mail.imap.host is not set");
            } else {
                Instant last = fetcher.lastContact();
                Duration longest = properties.imap().pollInterval().plus(properties.imap().timeout()).multipliedBy(2);
                boolean stale = last != null && last.plus(longest).isBefore(clock.instant());
                if (fetcher.trouble() != null || stale) {
                    health.down().withDetail("trouble",
                            fetcher.trouble() == null ? "no contact for long" : fetcher.trouble());
                } else if (last != null) {
                    health.up();
                }
                health.withDetail("lastContact", last == null ? "never" : last);
            }
            mails.counts().forEach((state, count) ->
                    health.withDetail(state.name().toLowerCase(Locale.ROOT), count));
            if (mails.overdueSince().filter(due -> due.isBefore(clock.instant().minus(LONGEST_WAIT))).isPresent()) {
                health.down().withDetail("intake", "a mail waits for more than " + LONGEST_WAIT.toMinutes() + " minutes");
            }
            mails.oldestWaiting().ifPresent(oldest -> health.withDetail("oldestWaitingSince", oldest));
            return health.build();
        };
    }

    /** Whether the mail server takes letters; asked at most twice a minute. */
    @Bean
    HealthIndicator smtpHealthIndicator(SmtpConnections connections, OutgoingMail outgoing, Clock clock) {
        return new HealthIndicator() {

            private Instant probed = Instant.MIN;
            private Exception trouble;

            @Override
            public synchronized Health health() {
                if (!connections.configured()) {
                    return Health.unknown().withDetail("server", "spring.mail.host is not set").build();
                }
                if (probed.isBefore(clock.instant().minus(PROBED_EVERY))) {
                    trouble = probe();
                    probed = clock.instant();
                }
                Health.Builder health = trouble == null ? Health.up() : Health.down(trouble);
                return health.withDetail("server", connections.server())
                        .withDetail("lastSent", outgoing.lastSent() == null ? "never" : outgoing.lastSent()).build();
            }

            private Exception probe() {
                try {
                    connections.probe();
                    return null;
                } catch (MessagingException | MailException unreachable) {
                    return unreachable;
                }
            }
        };
    }

    /** Age in seconds of the oldest mail still to be handled, and how many there are of each state. */
    @Bean
    Gauge oldestWaitingMail(MeterRegistry meters, IncomingMails mails, Clock clock) {
        for (IncomingMail.State state : IncomingMail.State.values()) {
            Gauge.builder("aftercare.mail.incoming", mails, all -> all.counts().getOrDefault(state, 0L))
                    .tag("state", state.name()).register(meters);
        }
        return Gauge.builder("aftercare.mail.oldest.waiting", mails, all -> all.oldestWaiting()
                .map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0).orElse(0.0))
                .baseUnit("seconds").register(meters);
    }
}
