package io.aftercare.mail;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.mail.reading.MailText;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The token that stands in for the password of the mailbox (SASL XOAUTH2). It is kept until shortly before it expires,
 * and asked for anew when the mail server rejects it earlier.
 */
@Component
class AccessTokens {

    /** A token is renewed this long before it expires, so that it does not expire on its way. */
    private static final Duration MARGIN = Duration.ofMinutes(2);
    /** What endpoints that do not say grant at least. */
    private static final long USUAL_SECONDS = 300;
    private static final Duration TIME_LIMIT = Duration.ofSeconds(20);
    private static final int LONGEST_EXCUSE = 500;

    private final OAuth2Properties settings;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIME_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private Token token;
    private String refreshToken;

    AccessTokens(OAuth2Properties settings, Clock clock) {
        this.settings = settings.configured() ? settings.checked() : settings;
        this.refreshToken = settings.refreshToken();
        this.clock = clock;
    }

    private record Token(String value, Instant renewAt) {
    }

    /** Logs in with a token. */
    interface LogIn {
        void with(String token) throws MessagingException;
    }

    /** Whether tokens are used at all. */
    boolean configured() {
        return settings.configured();
    }

    /**
     * Logs in, and once more with a new token when the server rejects one that was kept.
     *
     * @throws MessagingException when there is no token to be had, or the server rejects a new one; it says which
     */
    void tried(LogIn logIn) throws MessagingException {
        boolean kept = kept();
        String first = current();
        try {
            logIn.with(first);
            return;
        } catch (AuthenticationFailedException rejected) {
            forget(first);
            if (!kept) {
                throw rejected(rejected);
            }
        }
        String second = current();
        try {
            logIn.with(second);
        } catch (AuthenticationFailedException rejected) {
            forget(second);
            throw rejected(rejected);
        }
    }

    private static AuthenticationFailedException rejected(AuthenticationFailedException rejected) {
        return new AuthenticationFailedException(
                "The token endpoint gave a token but the mail server does not accept it; "
                        + "check that aftercare.mail.oauth2.scope is the one for mail, and that the application may "
                        + "use this "
                        + "mailbox: " + rejected.getMessage(),
                rejected);
    }

    private synchronized boolean kept() {
        return token != null && token.renewAt().isAfter(clock.instant());
    }

    private synchronized void forget(String value) {
        if (token != null && token.value().equals(value)) {
            token = null;
        }
    }

    private synchronized String current() throws MessagingException {
        if (!kept()) {
            token = ask();
        }
        return token.value();
    }

    private Token ask() throws MessagingException {
        Instant asked = clock.instant();
        HttpResponse<String> response = post();
        JsonNode answer = read(response);
        String value = answer.path("access_token").asText();
        if (response.statusCode() != 200 || value.isEmpty()) {
            throw new MessagingException("The token endpoint " + settings.tokenEndpoint() + " gives no token (status "
                    + response.statusCode() + "): " + excuse(answer)
                    + " Check aftercare.mail.oauth2.client-id, .client-secret, .scope and .refresh-token.");
        }
        // An endpoint may hand out a new refresh token and end the old one.
        if (settings.refreshes() && answer.hasNonNull("refresh_token")) {
            refreshToken = answer.get("refresh_token").asText();
        }
        long seconds = Math.max(0, answer.path("expires_in").asLong(USUAL_SECONDS));
        Duration lasts = Duration.ofSeconds(seconds);
        Duration margin = lasts.dividedBy(2).compareTo(MARGIN) < 0 ? lasts.dividedBy(2) : MARGIN;
        return new Token(value, asked.plus(lasts).minus(margin));
    }

    private HttpResponse<String> post() throws MessagingException {
        var fields = new LinkedHashMap<String, String>();
        fields.put("grant_type", settings.refreshes() ? "refresh_token" : "client_credentials");
        fields.put("client_id", settings.clientId());
        fields.put("client_secret", settings.clientSecret());
        fields.put("refresh_token", settings.refreshes() ? refreshToken : null);
        fields.put("scope", settings.scope());
        String form = fields.entrySet().stream().filter(field -> OAuth2Properties.filled(field.getValue()))
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            return http.send(HttpRequest.newBuilder(settings.endpoint()).timeout(TIME_LIMIT)
                    .header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new MessagingException("The token endpoint " + settings.tokenEndpoint() + " cannot be reached: "
                    + unreachable, unreachable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new MessagingException("Interrupted while asking for a token.", stopping);
        }
    }

    private JsonNode read(HttpResponse<String> response) throws MessagingException {
        try {
            JsonNode answer = json.readTree(response.body());
            return answer == null ? json.createObjectNode() : answer;
        } catch (JacksonException noJson) {
            throw new MessagingException(
                    "The token endpoint " + settings.tokenEndpoint() + " does not answer with JSON "
                            + "(status " + response.statusCode() + "); check aftercare.mail.oauth2.token-endpoint.",
                    noJson);
        }
    }

    /** What the endpoint says for itself, never the token. */
    private static String excuse(JsonNode answer) {
        String excuse = MailText.clean((answer.path("error").asText() + " " + answer.path("error_description").asText())
                .replaceAll("\\s+", " ").strip());
        return excuse.isEmpty() ? "no reason given." : excuse.substring(0, Math.min(excuse.length(), LONGEST_EXCUSE));
    }
}
