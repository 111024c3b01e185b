package io.aftercare.desk.notifications;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mails to agents about their tasks.
 *
 * @param tasks               of which tasks an agent is told who has an address and has chosen nothing: {@code every}
 *                            of the agent's groups, only the agent's {@code own}, or {@code none}
 * @param moment              when an agent is told who has chosen nothing: {@code at-once}, or by {@code digest}, all
 *                            that wait in one mail
 * @param digestAt            times of day, in the vendor's zone, at which digests are sent; outside of working hours
 *                            the next opening counts
 * @param toldPerDay          how many mails an agent gets within 24 hours about replies that could not be used; what
 *                            comes after is still kept as a note, so that nobody can flood a person with mails by
 *                            forging replies
 * @param lookForDigestsEvery how often it is looked whether a digest is due
 */
@ConfigurationProperties("aftercare.desk.mail")
record TaskMailProperties(@DefaultValue("every") NotificationChoice.Tasks tasks,
        @DefaultValue("at-once") NotificationChoice.Moment moment, @DefaultValue("09:00") List<LocalTime> digestAt,
        @DefaultValue("50") int toldPerDay, @DefaultValue("30s") Duration lookForDigestsEvery) {

    /** For {@code @Scheduled}: the value that is bound here. */
    static final String LOOK_FOR_DIGESTS_EVERY =
            "#{@'aftercare.desk.mail-io.aftercare.desk.notifications.TaskMailProperties'.lookForDigestsEvery()}";
}
