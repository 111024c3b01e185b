package io.aftercare.process;

import io.aftercare.conversation.Outcome;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what has ended is kept. What the engine remembers of the way of a request goes with the request; the time to
 * live in the diagrams can only end it earlier.
 *
 * @param requests   requests with their messages and all that was learned from them, counted from their end
 * @param outcomes   the same for requests that ended in a certain way, where it is to be another time
 * @param filedMails mails that stand in no request and that nobody has to decide about: their text is deleted, and only
 *                   their identity stays, so that they are not taken in once more
 * @param staffMails mails that agents got, and other traces of sending
 */
@ConfigurationProperties("aftercare.retention")
public record RetentionProperties(@DefaultValue("P365D") Period requests, @DefaultValue Map<Outcome, Period> outcomes,
        @DefaultValue("P365D") Period filedMails, @DefaultValue("P30D") Period staffMails) {

    /** @throws IllegalArgumentException when something would not be kept at all */
    public RetentionProperties {
        outcomes = Map.copyOf(outcomes);
        check("requests", requests);
        check("filed-mails", filedMails);
        check("staff-mails", staffMails);
        outcomes.forEach((outcome, period) -> check("outcomes." + outcome, period));
    }

    /** For requests that ended like this. */
    Period of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, requests);
    }

    /** What ended before this moment has been kept for long enough. */
    public static OffsetDateTime limit(Period kept, Clock clock) {
        return ZonedDateTime.now(clock).minus(kept).toOffsetDateTime();
    }

    private static void check(String name, Period period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("aftercare.retention." + name + " is " + period
                    + ". Set a time to keep, such as P365D for 365 days or P10Y for ten years.");
        }
    }
}
