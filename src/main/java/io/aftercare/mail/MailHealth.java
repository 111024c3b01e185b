package io.aftercare.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
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

    /** Whether the mailbox is reached, when it last was, what waits and since when. */
    @Bean
    HealthIndicator mailboxHealthIndicator(MailFetcher fetcher, MailboxDownloader downloader,
            InboundMailRepository mails,
            MailProperties properties, Clock clock) {
        return () -> {
            Health.Builder health = Health.unknown();
            if (!fetcher.configured()) {
                health.withDetail("mailbox", "aftercare.mail.imap.host is not set");
            } else {
                Instant last = fetcher.lastContact();
                Duration longest = properties.imap().pollInterval().plus(properties.imap().timeout()).multipliedBy(2);
                // While a backlog is taken the next look is late with good reason.
                boolean stale = last != null && downloader.oldestUntaken() == null
                        && last.plus(longest).isBefore(clock.instant());
                if (fetcher.trouble() != null || stale) {
                    health.down().withDetail("trouble",
                            fetcher.trouble() == null ? "no contact for long" : fetcher.trouble());
                } else if (last != null) {
                    health.up();
                }
                health.withDetail("lastContact", last == null ? "never" : last);
                if (downloader.oldestUntaken() != null) {
                    health.withDetail("oldestUntakenSince", downloader.oldestUntaken());
                }
                if (downloader.unsettled() != null) {
                    health.withDetail("marking",
                            "stored mails cannot be marked as read or moved: " + downloader.unsettled());
                }
            }
            mails.counts().forEach((state, count) -> health.withDetail(state.name().toLowerCase(Locale.ROOT), count));
            if (mails.overdueSince().filter(due -> due.isBefore(clock.instant().minus(MailLedger.LONGEST_WAIT)))
                    .isPresent()) {
                health.down().withDetail("intake",
                        "a mail waits for more than " + MailLedger.LONGEST_WAIT.toMinutes() + " minutes");
            }
            mails.oldestWaiting().ifPresent(oldest -> health.withDetail("oldestWaitingSince", oldest));
            return health.build();
        };
    }

    /** Whether every mail is accounted for: in the mailbox, stored, handled, quarantined. */
    @Bean
    HealthIndicator reconciliationHealthIndicator(MailboxReconciliation reconciliation) {
        return () -> {
            MailFigures figures = reconciliation.current();
            Health.Builder health = figures.alarms().isEmpty() ? Health.up()
                    : Health.down().withDetail("alarm", String.join(" ", figures.alarms()));
            figures.byName().forEach(health::withDetail);
            return health
                    .withDetail("mailboxComparedAt", figures.inMailbox() == null ? "never" : figures.inMailbox().at())
                    .build();
        };
    }

    /** The same as metrics, with how long the mailbox has not been reached and its oldest mail has not been taken. */
    @Bean
    MeterBinder mailAccounts(MailboxReconciliation reconciliation, MailFetcher fetcher, MailboxDownloader downloader,
            Clock clock) {
        return meters -> {
            for (String figure : MailFigures.NAMES) {
                Gauge.builder("aftercare.mail.reconciliation", reconciliation,
                        all -> all.current().byName().getOrDefault(figure, 0L)).tag("figure", figure)
                        .description(
                                "Mails by fate: stored is waiting + handled + parked + closed, mailbox is notOurs + "
                                        + "taken + missing; "
                                        + "missing, overdue and without... are 0 when all is well")
                        .register(meters);
            }
            Gauge.builder("aftercare.mail.reconciliation.alarms", reconciliation, all -> all.current().alarms().size())
                    .description("Ways in which mails are not accounted for; 0 is well").register(meters);
            Gauge.builder("aftercare.mail.mailbox.oldest.untaken", downloader, all -> age(all.oldestUntaken(), clock))
                    .description("Age of the oldest mail that is in the mailbox and not stored").baseUnit("seconds")
                    .register(meters);
            Gauge.builder("aftercare.mail.mailbox.last.contact", fetcher, all -> age(all.lastContact(), clock))
                    .description("Since when the mailbox has not been looked through").baseUnit("seconds")
                    .register(meters);
            Gauge.builder("aftercare.mail.mailbox.up", fetcher,
                    all -> all.lastContact() != null && all.trouble() == null ? 1 : 0)
                    .description("1 when the mailbox can be reached, 0 when not").register(meters);
        };
    }

    private static double age(Instant since, Clock clock) {
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    /** Whether the mail server takes messages; asked at most twice a minute. */
    @Bean
    HealthIndicator smtpHealthIndicator(SmtpConnections connections, CustomerMailTransport outgoing, Clock clock) {
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
    Gauge oldestWaitingMail(MeterRegistry meters, InboundMailRepository mails, MailboxReconciliation reconciliation,
            Clock clock) {
        for (InboundMail.State state : InboundMail.State.values()) {
            Gauge.builder("aftercare.mail.incoming", reconciliation, all -> all.current().in(state))
                    .tag("state", state.name())
                    .description(
                            "Mails by state: received waits, handled stands in a conversation, parked is a task, "
                                    + "closed is set aside")
                    .register(meters);
        }
        return Gauge.builder("aftercare.mail.oldest.waiting", mails, all -> all.oldestWaiting()
                .map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0).orElse(0.0))
                .description("Age of the oldest stored mail that is still to be handled").baseUnit("seconds")
                .register(meters);
    }
}
