package io.aftercare.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How stored mails are worked through.
 *
 * @param intakeWorkers how many threads of a node take mails in, 12 at most; about as many as processors
 * @param longestIntake how long taking in one mail may take, reading included; a mail over it is quarantined, and its
 *                      thread is left alone and replaced by another
 */
@ConfigurationProperties("aftercare.mail")
record IntakeProperties(@DefaultValue("2") int intakeWorkers, @DefaultValue("2m") Duration longestIntake) {

    /**
     * Each, like each thread that does jobs, holds one connection to the database and at times a second; there are 24.
     */
    private static final int MOST_WORKERS = 12;

    IntakeProperties {
        if (intakeWorkers < 1 || intakeWorkers > MOST_WORKERS) {
            throw new IllegalArgumentException("aftercare.mail.intake-workers is " + intakeWorkers
                    + "; set it to a number of threads from 1 to "
                    + MOST_WORKERS + ".");
        }
        if (longestIntake.isNegative() || longestIntake.isZero()) {
            throw new IllegalArgumentException("aftercare.mail.longest-intake is " + longestIntake
                    + "; set it to a time such as 2m.");
        }
    }
}
