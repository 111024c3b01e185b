package io.aftercare.platform.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Recognises a browser in which a user has logged in before, by a cookie that only the server can make: sealed with a
 * secret of that user, so that it needs no table, all nodes know it, and a new password makes all browsers unknown.
 */
@Component
class KnownBrowsers {

    private static final String SEAL = "HmacSHA256";
    private static final int RANDOM_BYTES = 12;
    private static final int NAME_BYTES = 6;

    private final SecureRandom random = new SecureRandom();
    private final LoginProperties settings;
    private final Clock clock;
    private final boolean https;

    KnownBrowsers(LoginProperties settings, Clock clock, Environment environment) {
        this.settings = settings;
        this.clock = clock;
        this.https = HttpsSettings.isHttps(environment);
    }

    /**
     * What identifies the browser that asks; empty when the user has not logged in there, or long ago.
     *
     * @param secret of the user, known to the server only
     */
    Optional<String> find(HttpServletRequest request, String user, String secret) {
        return Stream.ofNullable(request.getCookies()).flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(name(user))).map(Cookie::getValue)
                .filter(value -> isGenuine(value, user, secret)).findFirst();
    }

    /** Makes the browser that asks known from now on. */
    void remember(HttpServletRequest request, HttpServletResponse response, String user, String secret) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String content = HexFormat.of().formatHex(bytes) + "." + clock.instant().getEpochSecond();
        response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie
                .from(name(user), content + "." + seal(content, user, secret)).httpOnly(true).secure(https)
                .sameSite("Lax").path(request.getContextPath() + "/camunda").maxAge(settings.browserKnown()).build()
                .toString());
    }

    private boolean isGenuine(String value, String user, String secret) {
        int end = value.lastIndexOf('.');
        if (end < 0 || !MessageDigest.isEqual(seal(value.substring(0, end), user, secret)
                .getBytes(StandardCharsets.US_ASCII), value.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
            return false;
        }
        long made = Long.parseLong(value.substring(value.indexOf('.') + 1, end));
        return Instant.ofEpochSecond(made).plus(settings.browserKnown()).isAfter(clock.instant());
    }

    /** Several people may use a browser; the name tells nobody who. */
    private static String name(String user) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(user.getBytes(StandardCharsets.UTF_8));
            return "known-" + HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String seal(String content, String user, String secret) {
        try {
            Mac mac = Mac.getInstance(SEAL);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), SEAL));
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(mac.doFinal((content + "." + user).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
