package io.aftercare.mail;

import io.aftercare.mail.MailProperties.Imap;
import jakarta.mail.MessagingException;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** The server of the configured mailbox. */
@Component
class ImapServer {

    private final Imap imap;
    private final AccessTokens tokens;
    private final SslBundles bundles;

    ImapServer(MailProperties properties, AccessTokens tokens, SslBundles bundles) {
        this.imap = properties.imap();
        this.tokens = tokens;
        this.bundles = bundles;
    }

    /** Opens the folder to fetch from. */
    ImapConnection open() throws MessagingException {
        return new ImapConnection(imap, tokens.configured() ? tokens : null, tls());
    }

    private SSLSocketFactory tls() throws MessagingException {
        if (imap.sslBundle() == null || imap.sslBundle().isBlank()) {
            return null;
        }
        try {
            return bundles.getBundle(imap.sslBundle()).createSslContext().getSocketFactory();
        } catch (NoSuchSslBundleException unknown) {
            throw new MessagingException("aftercare.mail.imap.ssl-bundle names \"" + imap.sslBundle()
                    + "\", but there is no spring.ssl.bundle of that name.", unknown);
        }
    }
}
