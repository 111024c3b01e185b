package io.aftercare.triage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the triage looks for what people taught.
 *
 * @param refitAfter     how often it is looked for what people taught; a fit that takes long is followed by a rest
 * @param firstLookAfter how long after the start that is looked for the first time
 */
@ConfigurationProperties("aftercare.triage")
record KindRefitProperties(@DefaultValue("1m") Duration refitAfter, @DefaultValue("5s") Duration firstLookAfter) {

    /** For {@code @Scheduled}: the values that are bound here. */
    static final String REFIT_AFTER =
            "#{@'aftercare.triage-io.aftercare.triage.KindRefitProperties'.refitAfter()}";
    static final String FIRST_LOOK_AFTER =
            "#{@'aftercare.triage-io.aftercare.triage.KindRefitProperties'.firstLookAfter()}";
}
