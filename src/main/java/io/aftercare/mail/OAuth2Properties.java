package io.aftercare.mail;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How to get the tokens that stand in for the password of the mailbox, at Microsoft 365 or Google for example.
 *
 * @param tokenEndpoint address at which tokens are asked for; null or empty when the mailbox has a password
 * @param clientId      of the application that is registered at the token endpoint
 * @param clientSecret  of the application that is registered at the token endpoint; null for a public client with a
 *                      refresh token
 * @param scope         what the tokens are to allow; null when the endpoint knows
 * @param refreshToken  with it tokens are renewed (grant {@code refresh_token}); without it the client itself is
 *                      granted them (grant {@code client_credentials})
 */
@ConfigurationProperties("aftercare.mail.oauth2")
record OAuth2Properties(String tokenEndpoint, String clientId, String clientSecret, String scope, String refreshToken) {

    boolean configured() {
        return filled(tokenEndpoint);
    }

    boolean refreshes() {
        return filled(refreshToken);
    }

    /** @throws IllegalStateException when the settings cannot work or would send a secret in the clear */
    OAuth2Properties checked() {
        URI endpoint = endpoint();
        if (!"https".equals(endpoint.getScheme())
                && !("http".equals(endpoint.getScheme()) && local(endpoint.getHost()))) {
            throw new IllegalStateException("aftercare.mail.oauth2.token-endpoint must begin with https://, not be "
                    + tokenEndpoint + "; http:// is allowed for this machine only.");
        }
        if (!filled(clientId)) {
            throw new IllegalStateException("aftercare.mail.oauth2.token-endpoint is set but .client-id is not.");
        }
        if (!refreshes() && !filled(clientSecret)) {
            throw new IllegalStateException("aftercare.mail.oauth2.token-endpoint is set, so either .client-secret "
                    + "(Microsoft 365) or .refresh-token (Google) must be too.");
        }
        return this;
    }

    URI endpoint() {
        try {
            return URI.create(tokenEndpoint.strip());
        } catch (IllegalArgumentException no) {
            throw new IllegalStateException("aftercare.mail.oauth2.token-endpoint is no web address: " + tokenEndpoint,
                    no);
        }
    }

    static boolean filled(String value) {
        return value != null && !value.isBlank();
    }

    private static boolean local(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
