package io.aftercare.conversation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.modulith.NamedInterface;

/**
 * The address customers write to and get their answers from.
 *
 * @param address the one customers write to, such as {@code support@aftercare.example}; null until a vendor has set it
 * @param name    shown beside the support's address
 * @param aliases further addresses customers write to, all delivered into the same mailbox; answers come from
 *                {@code address}
 */
@NamedInterface("kernel")
@ConfigurationProperties("aftercare.support")
public record SupportAddress(String address, @DefaultValue("Support") String name, @DefaultValue List<String> aliases) {

    @ConstructorBinding
    public SupportAddress {
        aliases = aliases.stream().filter(alias -> !alias.isBlank()).map(Addresses::normalised).toList();
    }

    /** A support with one address only. */
    public SupportAddress(String address, String name) {
        this(address, name, List.of());
    }

    /** Whether a vendor has set it; until then no request can be opened, for none could be answered. */
    public boolean isSet() {
        return address != null && !address.isBlank();
    }

    /** The part behind the at sign; our Message-IDs end with it. */
    public String domain() {
        return Addresses.domain(address);
    }

    /** The reply address of a conversation: the support address with the unguessable token as its tag. */
    public String replyAddress(String token) {
        return address.substring(0, address.indexOf('@')) + "+" + token + "@" + domain();
    }

    /** Whether mail to this address comes to us: one of our addresses, with or without a tag. */
    public boolean ours(String other) {
        return own().anyMatch(Addresses.normalised(other)::equals) || tag(other).isPresent();
    }

    /** The tag behind the plus sign of one of our addresses, lower-cased; empty for other addresses. */
    public Optional<String> tag(String other) {
        String written = Addresses.normalised(other);
        return own().flatMap(own -> {
            int at = own.indexOf('@');
            String prefix = own.substring(0, Math.max(at, 0)) + "+";
            String suffix = own.substring(Math.max(at, 0));
            return at > 0 && written.startsWith(prefix) && written.endsWith(suffix)
                    && written.length() > prefix.length() + suffix.length()
                            ? Stream.of(written.substring(prefix.length(), written.length() - suffix.length()))
                            : Stream.empty();
        }).findFirst();
    }

    private Stream<String> own() {
        return Stream.concat(isSet() ? Stream.of(Addresses.normalised(address)) : Stream.empty(), aliases.stream());
    }
}
