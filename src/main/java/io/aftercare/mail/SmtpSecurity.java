package io.aftercare.mail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Properties;

/**
 * Messages and passwords leave this machine encrypted, to the server that they are meant for, or not at all.
 * {@code spring.mail.protocol=smtps} or {@code spring.mail.properties.mail.smtp.ssl.enable=true} encrypts from the
 * first byte (port 465); otherwise STARTTLS is required.
 */
final class SmtpSecurity {

    private SmtpSecurity() {
    }

    /**
     * Sets what is not set and rejects what is not secure.
     *
     * @throws IllegalStateException when the settings allow mail in the clear, or to whoever answers, over a network
     */
    static void apply(String host, String protocol, Properties settings) {
        String prefix = "mail." + protocol + ".";
        if (local(host)) {
            return;
        }
        boolean encrypted = protocol.equals("smtps") || isTrue(settings, prefix + "ssl.enable");
        if (!encrypted) {
            reject(settings, prefix + "starttls.enable", "false", host);
            reject(settings, prefix + "starttls.required", "false", host);
            settings.put(prefix + "starttls.enable", "true");
            settings.put(prefix + "starttls.required", "true");
        }
        reject(settings, prefix + "ssl.checkserveridentity", "false", host);
        settings.put(prefix + "ssl.checkserveridentity", "true");
        reject(settings, prefix + "ssl.trust", "*", host);
    }

    private static void reject(Properties settings, String name, String value, String host) {
        if (value.equalsIgnoreCase(String.valueOf(settings.get(name)).strip())) {
            throw new IllegalStateException(
                    "spring.mail.properties." + name + " is \"" + value + "\", which would send mail "
                            + "and password to " + host
                            + " unprotected. That is allowed for this machine only: leave it out, and if "
                            + "the server knows no STARTTLS, use its TLS port (spring.mail.port=465, "
                            + "spring.mail.properties.mail.smtp.ssl.enable=true).");
        }
    }

    private static boolean isTrue(Properties settings, String name) {
        return "true".equalsIgnoreCase(String.valueOf(settings.get(name)));
    }

    private static boolean local(String host) {
        try {
            return host == null || InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
