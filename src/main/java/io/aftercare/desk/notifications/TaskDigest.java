package io.aftercare.desk.notifications;

import io.aftercare.conversation.SupportAddress;
import io.aftercare.desk.WorkingHours;
import io.aftercare.process.Staff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes to the agents who want it so, at fixed times in working hours, one mail about all tasks that wait for them.
 */
@Component
class TaskDigest {

    private static final Logger LOG = LoggerFactory.getLogger(TaskDigest.class);
    /** Back to the last opening before a long closure. */
    private static final int DAYS_BACK = 14;

    private final IdentityService identities;
    private final Staff staff;
    private final DigestMails digests;
    private final TaskMailProperties settings;
    private final WorkingHours workingHours;
    private final SupportAddress supportAddress;
    private final Clock clock;
    private final TransactionTemplate transaction;

    TaskDigest(IdentityService identities, Staff staff, DigestMails digests, TaskMailProperties settings,
            WorkingHours workingHours, SupportAddress supportAddress, Clock clock,
            PlatformTransactionManager transactions) {
        this.identities = identities;
        this.staff = staff;
        this.digests = digests;
        this.settings = settings;
        this.workingHours = workingHours;
        this.supportAddress = supportAddress;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelayString = TaskMailProperties.LOOK_FOR_DIGESTS_EVERY)
    void writeAll() {
        if (!supportAddress.isSet()) {
            return;
        }
        lastDue().ifPresent(due -> identities.createUserQuery().userEmailLike("%@%").list().forEach(user -> {
            try {
                transaction.executeWithoutResult(
                        status -> staff.find(user.getId()).ifPresent(agent -> digests.write(agent, due)));
            } catch (RuntimeException failure) {
                LOG.warn("The digest of {} could not be written; it is tried again.", user.getId(), failure);
            }
        }));
    }

    /** The last moment of today at which digests were due; empty when there was none yet. */
    Optional<Instant> lastDue() {
        Instant now = clock.instant();
        LocalDate today = now.atZone(clock.getZone()).toLocalDate();
        return today.minusDays(DAYS_BACK).datesUntil(today.plusDays(1))
                .flatMap(day -> settings.digestAt().stream()
                        .map(time -> day.atTime(time).atZone(clock.getZone()).toInstant()))
                // No work at all, begun while the desk is closed, is done when it opens.
                .map(wanted -> workingHours.add(wanted, Duration.ZERO))
                .filter(due -> !due.isAfter(now) && due.atZone(clock.getZone()).toLocalDate().equals(today))
                .max(Comparator.naturalOrder());
    }
}
