package io.aftercare.platform.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** A login that was not even tried, as Spring Security wants to be told. */
final class LoginSlowedDown extends AuthenticationException {

    private final Duration wait;

    LoginSlowedDown(TooManyLoginsException cause) {
        super(cause.getMessage(), cause);
        this.wait = cause.waiting();
    }

    Duration waiting() {
        return wait;
    }
}
