package io.aftercare.platform.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How guessing passwords is slowed down. Nobody is locked out: a user is not slowed in another network, nor in a
 * browser in which he has logged in before.
 *
 * @param wrongPerUser    wrong passwords for a user that one network address (one /64 network of IPv6) may send in a
 *                        period, and a browser in which that user has logged in before
 * @param wrongPerNetwork wrong passwords for whatever users that one network may send in a period
 * @param period          the period in which wrong passwords are counted
 * @param browserKnown    how long a browser is known after a login
 */
@ConfigurationProperties("aftercare.login")
record LoginProperties(@DefaultValue("5") int wrongPerUser, @DefaultValue("60") int wrongPerNetwork,
        @DefaultValue("5m") Duration period, @DefaultValue("180d") Duration browserKnown) {
}
