package io.aftercare.platform;

import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Date;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When what is kept no longer is deleted: at night, since it is work for the database.
 *
 * @param from  when it begins, in the vendor's time zone
 * @param until when the engine leaves off for the day; what is left is for the next night
 */
@ConfigurationProperties("aftercare.clean-up")
public record CleanUpProperties(@DefaultValue("01:00") LocalTime from, @DefaultValue("05:00") LocalTime until) {

    /** For {@code @Scheduled}: every night when it begins. */
    public static final String NIGHTLY =
            "#{@'aftercare.clean-up-io.aftercare.platform.CleanUpProperties'.nightly()}";
    /** For {@code @Scheduled}: the zone of {@link #NIGHTLY}. */
    public static final String ZONE = "${aftercare.time-zone}";

    /** @throws IllegalArgumentException when there is no time between the two */
    public CleanUpProperties {
        if (from.equals(until)) {
            throw new IllegalArgumentException("aftercare.clean-up.from and .until are both " + from
                    + ", which leaves no time. Set them some hours apart.");
        }
    }

    /** A cron expression of Spring's. */
    public String nightly() {
        return "0 %d %d * * *".formatted(from.getMinute(), from.getHour());
    }

    /** A moment of the vendor's day as the engine is told it, which knows the time zone of the machine only. */
    static String ofTheMachine(LocalTime moment, Clock clock) {
        return new SimpleDateFormat("HH:mm").format(Date.from(ZonedDateTime.now(clock).with(moment).toInstant()));
    }
}
