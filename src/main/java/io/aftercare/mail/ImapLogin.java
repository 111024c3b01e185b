package io.aftercare.mail;

import io.aftercare.mail.MailProperties.Imap;
import io.aftercare.mail.MailProperties.Security;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.imap.IMAPStore;

/** How an IMAP server is reached and lets us in: secured as configured, with a password or a token. */
final class ImapLogin {

    private final Imap imap;
    private final TimeLimit limit;

    ImapLogin(Imap imap, TimeLimit limit) {
        this.imap = imap;
        this.limit = limit;
    }

    /** @param tls makes secured connections; null for those that trust whom Java trusts */
    IMAPStore store(boolean tokens, SSLSocketFactory tls) throws MessagingException {
        boolean secured = imap.security() == Security.TLS;
        String prefix = secured ? "mail.imaps." : "mail.imap.";
        var settings = new Properties();
        String timeout = String.valueOf(imap.timeout().toMillis());
        settings.put(prefix + "connectiontimeout", timeout);
        settings.put(prefix + "timeout", timeout);
        settings.put(prefix + "socketFactory", limit);
        settings.put(prefix + "socketFactory.fallback", "false");
        settings.put(prefix + "ssl.checkserveridentity", "true");
        if (tls != null) {
            settings.put(prefix + "ssl.socketFactory", new LimitedTls(limit, tls));
            settings.put(prefix + "ssl.socketFactory.fallback", "false");
        }
        if (imap.security() == Security.STARTTLS) {
            settings.put("mail.imap.starttls.enable", "true");
            settings.put("mail.imap.starttls.required", "true");
        }
        if (tokens) {
            settings.put(prefix + "auth.mechanisms", "XOAUTH2");
        }
        return (IMAPStore) Session.getInstance(settings).getStore(secured ? "imaps" : "imap");
    }

    /** @param tokens what to log in with instead of the password; null for the password */
    void logIn(IMAPStore store, AccessTokens tokens) throws MessagingException {
        if (tokens != null) {
            tokens.tried(token -> logIn(store, token));
            return;
        }
        try {
            logIn(store, imap.password() == null ? "" : imap.password());
        } catch (AuthenticationFailedException rejected) {
            throw new AuthenticationFailedException(
                    "The mail server does not let us in; check aftercare.mail.imap.user "
                            + "and .password: " + rejected.getMessage(),
                    rejected);
        }
    }

    private void logIn(IMAPStore store, String secret) throws MessagingException {
        limit.within(imap.timeout().multipliedBy(2), () -> {
            store.connect(imap.host(), imap.effectivePort(), imap.user(), secret);
            return null;
        });
    }
}
