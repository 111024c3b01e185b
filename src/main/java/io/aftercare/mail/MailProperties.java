package io.aftercare.mail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail channel's settings.
 *
 * @param imap            where the mails of the support address are fetched
 * @param intakeInterval  how often stored mails that wait to be taken in are looked for, besides right after a fetch
 * @param automaticPerDay how many automatic mails one address gets in 24 hours at most
 * @param longestParse    how long reading one mail may take; a mail over it is quarantined
 */
@ConfigurationProperties("aftercare.mail")
record MailProperties(@DefaultValue Imap imap, @DefaultValue("5s") Duration intakeInterval,
        @DefaultValue("20") int automaticPerDay, @DefaultValue("30s") Duration longestParse) {

    /** How the connection is secured. */
    enum Security { NONE, STARTTLS, TLS }

    /**
     * @param host           the server mails are fetched from; null switches fetching off
     * @param port           0 takes the usual one: 993 with TLS, 143 otherwise
     * @param user           who logs in at the server
     * @param password       of the user who logs in; not needed with OAuth2 tokens
     * @param folder         the folder that is fetched
     * @param security       how the connection is secured: {@code tls}, {@code starttls}, or {@code none} for a server
     *                       on this machine only
     * @param pollInterval   how often the folder is looked through, behind the server's own notifications
     * @param timeout        how long connecting may take, and each silence of the server while it is to answer
     * @param moveTo         the folder where stored mails are moved; empty leaves them, marked as read
     * @param sslBundle      the {@code spring.ssl.bundle} with the certificates to trust; empty trusts those that Java
     *                       trusts
     * @param reconcileEvery how often the mailbox is compared with what is stored of it
     */
    record Imap(String host, @DefaultValue("0") int port, String user, String password,
            @DefaultValue("INBOX") String folder, @DefaultValue("tls") Security security,
            @DefaultValue("30s") Duration pollInterval, @DefaultValue("30s") Duration timeout, String moveTo,
            String sslBundle, @DefaultValue("5m") Duration reconcileEvery) {

        /** For {@code @Scheduled}: the value that is bound here. */
        static final String RECONCILE_EVERY =
                "#{@'aftercare.mail-io.aftercare.mail.MailProperties'.imap().reconcileEvery()}";

        @ConstructorBinding
        Imap {
        }

        /** The usual mailbox: mails stay in it, the server's certificate is one that Java trusts. */
        Imap(String host, int port, String user, String password, String folder, Security security,
                Duration pollInterval, Duration timeout) {
            this(host, port, user, password, folder, security, pollInterval, timeout, null, null,
                    Duration.ofMinutes(5));
        }

        boolean configured() {
            return host != null && !host.isBlank();
        }

        /** @throws IllegalStateException when the settings cannot work or would send the password in the clear */
        Imap checked() {
            if (user == null || user.isBlank()) {
                throw new IllegalStateException("aftercare.mail.imap.host is set but aftercare.mail.imap.user is not.");
            }
            if (security == Security.NONE && !loopback()) {
                throw new IllegalStateException("aftercare.mail.imap.security is \"none\", which is allowed for this "
                        + "machine only, not for " + host + ". Set it to \"tls\" or \"starttls\".");
            }
            if (moveTo != null && moveTo.equalsIgnoreCase(folder)) {
                throw new IllegalStateException("aftercare.mail.imap.move-to is the folder that is fetched, " + folder
                        + ". Name another one, or leave it empty.");
            }
            return this;
        }

        int effectivePort() {
            return port != 0 ? port : security == Security.TLS ? 993 : 143;
        }

        /** The name under which what was fetched here is remembered. */
        String mailbox() {
            String name = (user + "/" + folder).toLowerCase(Locale.ROOT);
            return name.substring(0, Math.min(name.length(), 320));
        }

        private boolean loopback() {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException unknown) {
                return false;
            }
        }
    }
}
