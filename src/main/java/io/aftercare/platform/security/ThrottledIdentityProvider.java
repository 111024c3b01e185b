package io.aftercare.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Checks passwords without the engine's lock of a user, by which a stranger could keep anybody logged out, and with
 * {@link LoginThrottle} instead. Every door comes through here: the login page, HTTP Basic, the engine's own resources
 * that ask for a password.
 */
final class ThrottledIdentityProvider extends DbIdentityServiceProvider {

    private static final int LONGEST_USER = 64;

    private final Supplier<LoginThrottle> throttle;
    private final Supplier<KnownBrowsers> browsers;

    ThrottledIdentityProvider(Supplier<LoginThrottle> throttle, Supplier<KnownBrowsers> browsers) {
        this.throttle = throttle;
        this.browsers = browsers;
    }

    @Override
    public boolean checkPassword(String userId, String password) {
        // What is longer is nobody's, and would only fill the memory of the throttle.
        if (userId == null || password == null || userId.length() > LONGEST_USER) {
            return false;
        }
        UserEntity user = findUserById(userId);
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web)) {
            return user != null && matchPassword(password, user);
        }
        HttpServletRequest request = web.getRequest();
        Optional<String> known = user == null ? Optional.empty()
                : browsers.get().find(request, user.getId(), secret(user));
        boolean right;
        try {
            right = throttle.get().check(userId, request.getRemoteAddr(), known,
                    () -> user != null && matchPassword(password, user));
        } catch (TooManyLoginsException slowedDown) {
            // Not thrown on: the engine would log each as a fault of its own.
            request.setAttribute(LoginSlowedDownFilter.ATTRIBUTE, slowedDown);
            return false;
        }
        if (right && known.isEmpty() && web.getResponse() != null && isLoginPage(request)) {
            browsers.get().remember(request, web.getResponse(), user.getId(), secret(user));
        }
        return right;
    }

    /** Programs that use HTTP Basic keep no cookies. */
    private static boolean isLoginPage(HttpServletRequest request) {
        return request.getServletPath().startsWith("/camunda");
    }

    private static String secret(UserEntity user) {
        return user.getPassword() + user.getSalt();
    }
}
