package io.aftercare.desk.notifications;

import java.time.LocalTime;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mails to agents about their tasks.
 *
 * @param tasks      which tasks an agent is mailed who has chosen nothing
 * @param moment     when
 * @param digestAt   times of day, in the vendor's zone, at which digests are sent; outside of working hours the next
 *                   opening counts
 * @param toldPerDay how many mails an agent gets within 24 hours about replies that could not be used; what comes after
 *                   is still kept as a note, so that nobody can flood a person with mails by forging replies
 */
@ConfigurationProperties("aftercare.desk.mail")
record TaskMailProperties(@DefaultValue("every") NotificationChoice.Tasks tasks,
        @DefaultValue("at-once") NotificationChoice.Moment moment, @DefaultValue("09:00") List<LocalTime> digestAt,
        @DefaultValue("50") int toldPerDay) {
}
