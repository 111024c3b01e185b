package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.ArticleText;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Objects;

/** Which addresses a source may be asked at: its own host, with TLS, and a private network only when that is meant. */
final class AddressRules {

    private static final int MOST_REDIRECTS = 5;

    private final ArticleSource source;
    private final Resolver resolver;

    AddressRules(ArticleSource source, Resolver resolver) {
        this.source = source;
        this.resolver = resolver;
    }

    /** Finds the addresses of a host. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /**
     * Each time anew, since names change; the machine keeps an answer for some seconds, so that the same one is used.
     */
    void check(URI address) {
        boolean local = source.meantToBeLocal(address);
        if (!local && !"https".equalsIgnoreCase(address.getScheme())) {
            throw new FetchFailed(
                    "The source " + source.name() + " is at " + shown(address) + " without TLS. Use https; "
                            + "within a private network, set local: true for this source.");
        }
        try {
            if (!local && Arrays.stream(resolver.addresses(address.getHost())).anyMatch(AddressRules::isPrivate)) {
                throw new FetchFailed(
                        "The host " + address.getHost() + " has an address in a private network. If that is "
                                + "meant, set local: true for the source " + source.name() + ".");
            }
        } catch (UnknownHostException unknown) {
            throw new FetchFailed("There is no host " + address.getHost() + ". Check the url of the source "
                    + source.name() + ".");
        }
    }

    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
        boolean carrier = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
        return address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress() || uniqueLocal || carrier
                || bytes.length == 4 && bytes[0] == 0;
    }

    /** Only within the same host, and never from TLS to none. */
    URI redirected(URI first, URI from, String target, int redirects) {
        URI to;
        try {
            to = from.resolve(target);
        } catch (IllegalArgumentException unusable) {
            throw new FetchFailed(shown(from) + " leads to an unusable address.");
        }
        boolean sameHost = first.getHost().equalsIgnoreCase(to.getHost());
        boolean samePlace = first.getScheme().equalsIgnoreCase(to.getScheme()) && first.getPort() == to.getPort();
        boolean toTls = "http".equalsIgnoreCase(first.getScheme()) && "https".equalsIgnoreCase(to.getScheme())
                && first.getPort() == -1 && to.getPort() == -1;
        if (target.isBlank() || !sameHost || !samePlace && !toTls) {
            throw new FetchFailed(
                    shown(from) + " leads to " + ArticleText.line(target) + ", which is another place and "
                            + "is not followed. If articles are there now, change the url of the source "
                            + source.name() + ".");
        }
        if (redirects > MOST_REDIRECTS) {
            throw new FetchFailed(
                    shown(first) + " leads on and on. Check the url of the source " + source.name() + ".");
        }
        return to;
    }

    static URI parsed(String address) {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException unusable) {
            // Said below, in our words.
        }
        throw new FetchFailed("The url " + address + " is no web address.");
    }

    /** Without the query, which may hold secrets. */
    static String shown(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority()
                + Objects.requireNonNullElse(address.getRawPath(), "");
    }
}
