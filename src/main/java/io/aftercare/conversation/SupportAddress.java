package io.aftercare.conversation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The address customers write to and get their answers from.
 *
 * @param address such as {@code support@aftercare.example}; null until a vendor has set it
 * @param name    shown beside the address
 */
@ConfigurationProperties("aftercare.support")
public record SupportAddress(String address, @DefaultValue("Support") String name) {

    /** Whether a vendor has set it; until then no request can be opened, for none could be answered. */
    public boolean isSet() {
        return address != null && !address.isBlank();
    }

    /** The part behind the at sign; our Message-IDs end with it. */
    public String domain() {
        return address.substring(address.indexOf('@') + 1);
    }

    /** The reply address of a conversation: the support address with the unguessable token as its tag. */
    public String replyAddress(String token) {
        return address.substring(0, address.indexOf('@')) + "+" + token + "@" + domain();
    }
}
