package io.aftercare.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How stored mails are worked through.
 *
 * @param intakeWorkers  how many threads of this node take mails in; two for two processors
 * @param longestIntake  how long taking in one mail may take, reading included; a mail over it is parked, and its thread is
 *                       left alone and replaced by another
 */
@ConfigurationProperties("aftercare.mail")
record IntakeProperties(@DefaultValue("2") int intakeWorkers, @DefaultValue("2m") Duration longestIntake) {

    IntakeProperties {
        if (intakeWorkers < 1 || intakeWorkers > 32) {
            throw new IllegalArgumentException("aftercare.mail.intake-workers is " + intakeWorkers
                    + "; set it to a number of threads from 1 to 32.");
        }
        if (longestIntake.isNegative() || longestIntake.isZero()) {
            throw new IllegalArgumentException("aftercare.mail.longest-intake is " + longestIntake
                    + "; set it to a time such as 2m.");
        }
    }
}
