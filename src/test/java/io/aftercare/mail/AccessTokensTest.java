package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.mail.MailTestConfiguration.MovableClock;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tokens for the mail server: kept, renewed, and what is said when there is none. */
@Timeout(60)
class AccessTokensTest {

    private final MovableClock clock = new MovableClock();
    private final List<String> used = new ArrayList<>();
    private TokenEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        endpoint = new TokenEndpoint();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void asksAsTheApplicationItselfAndKeepsTheTokenUntilShortlyBeforeItExpires() throws Exception {
        AccessTokens tokens = tokens("s&cret=", null);
        tokens.tried(used::add);
        clock.forward(Duration.ofMinutes(57));
        tokens.tried(used::add);
        assertThat(endpoint.asked())
                .containsExactly(java.util.Map.of("grant_type", "client_credentials", "client_id", "app",
                        "client_secret", "s&cret=", "scope", "https://mail.example/.default"));
        clock.forward(Duration.ofMinutes(2));
        tokens.tried(used::add);
        assertThat(endpoint.asked()).hasSize(2);
        assertThat(used.get(0)).isEqualTo(used.get(1)).isNotEqualTo(used.get(2));
    }

    @Test
    void asksWithTheNewestRefreshToken() throws Exception {
        AccessTokens tokens = tokens(null, "refresh-0");
        endpoint.lasting(60);
        for (int i = 0; i < 3; i++) {
            tokens.tried(used::add);
            clock.forward(Duration.ofSeconds(31));
        }
        assertThat(endpoint.asked()).extracting(form -> form.get("grant_type")).containsOnly("refresh_token");
        assertThat(endpoint.asked()).extracting(form -> form.get("refresh_token"))
                .containsExactly("refresh-0", "refresh-1", "refresh-2");
        assertThat(endpoint.asked()).allSatisfy(form -> assertThat(form).doesNotContainKey("client_secret"));
    }

    @Test
    void asksAnewOnceWhenTheServerRefusesAKeptToken() throws Exception {
        AccessTokens tokens = tokens("secret", null);
        tokens.tried(used::add);
        tokens.tried(token -> {
            used.add(token);
            if (token.equals(used.get(0))) {
                throw new AuthenticationFailedException("expired");
            }
        });
        assertThat(used).hasSize(3);
        assertThat(endpoint.asked()).hasSize(2);
        assertThatThrownBy(() -> tokens.tried(token -> {
            throw new AuthenticationFailedException("never");
        })).isInstanceOf(AuthenticationFailedException.class).hasMessageContaining("aftercare.mail.oauth2.scope")
                .hasMessageContaining("never");
        assertThat(endpoint.asked()).as("no more than one new token for a login").hasSize(3);
    }

    @Test
    void saysWhyThereIsNoTokenAndNeverSaysASecret() {
        endpoint.refuse("invalid_client");
        assertThatThrownBy(() -> tokens("s3cr3t", null).tried(used::add)).isInstanceOf(MessagingException.class)
                .hasMessageContaining("invalid_client The secret has expired.").hasMessageContaining("client-secret")
                .hasMessageNotContaining("s3cr3t");
        endpoint.close();
        assertThatThrownBy(() -> tokens("s3cr3t", null).tried(used::add)).isInstanceOf(MessagingException.class)
                .hasMessageContaining("cannot be reached").hasMessageNotContaining("s3cr3t");
        assertThat(used).isEmpty();
    }

    @Test
    void isClearAboutWrongSettings() {
        assertThatThrownBy(
                () -> new OAuth2Properties("http://login.example/token", "app", "secret", null, null).checked())
                .hasMessageContaining("must begin with https://");
        assertThatThrownBy(
                () -> new OAuth2Properties("https://login.example/token", null, "secret", null, null).checked())
                .hasMessageContaining(".client-id");
        assertThatThrownBy(() -> new OAuth2Properties("https://login.example/token", "app", null, null, null).checked())
                .hasMessageContaining(".refresh-token");
        assertThatThrownBy(() -> new OAuth2Properties("not an address", "app", "x", null, null).checked())
                .hasMessageContaining("no web address");
        assertThat(new OAuth2Properties("", null, null, null, null).configured()).isFalse();
    }

    private AccessTokens tokens(String secret, String refresh) {
        return new AccessTokens(
                new OAuth2Properties(endpoint.address() + "/token", "app", secret, "https://mail.example/.default",
                        refresh),
                clock);
    }
}
