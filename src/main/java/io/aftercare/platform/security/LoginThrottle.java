package io.aftercare.platform.security;

import io.aftercare.platform.ClientNetwork;
import io.aftercare.platform.RateLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Slows down who guesses passwords, by network and user together, so that a stranger can neither guess many nor keep
 * anybody out. A browser that has logged in as that user before is counted for itself.
 */
@Component
class LoginThrottle {

    private final RateLimit ofUser;
    private final RateLimit ofNetwork;
    private final RateLimit ofBrowser;

    LoginThrottle(LoginProperties settings, Clock clock) {
        this.ofUser = new RateLimit(settings.wrongPerUser(), settings.period(), clock);
        this.ofNetwork = new RateLimit(settings.wrongPerNetwork(), settings.period(), clock);
        this.ofBrowser = new RateLimit(settings.wrongPerUser(), settings.period(), clock);
    }

    /**
     * Checks a password unless too many wrong ones came before.
     *
     * @param knownBrowser identification of a browser in which the user has logged in before
     * @throws TooManyLoginsException without having checked
     */
    boolean check(String user, String remoteAddress, Optional<String> knownBrowser, BooleanSupplier password) {
        if (knownBrowser.isPresent() && ofBrowser.take(knownBrowser.get()).isZero()) {
            return counted(password, () -> ofBrowser.giveBack(knownBrowser.get()));
        }
        String network = ClientNetwork.of(remoteAddress);
        String pair = network + " " + user;
        // Taken before the check and given back after a right one, so that many at once do not slip through.
        Duration wait = ofNetwork.take(network);
        if (wait.isZero()) {
            wait = ofUser.take(pair);
            if (!wait.isZero()) {
                ofNetwork.giveBack(network);
            }
        }
        if (!wait.isZero()) {
            throw new TooManyLoginsException(wait);
        }
        return counted(password, () -> {
            ofUser.giveBack(pair);
            ofNetwork.giveBack(network);
        });
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forgetTheQuiet() {
        ofUser.forgetTheQuiet();
        ofNetwork.forgetTheQuiet();
        ofBrowser.forgetTheQuiet();
    }

    private static boolean counted(BooleanSupplier password, Runnable giveBack) {
        boolean right = password.getAsBoolean();
        if (right) {
            giveBack.run();
        }
        return right;
    }
}
