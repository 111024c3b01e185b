package io.aftercare.platform.security;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.util.NetMask;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes who asked, and whether by https, from the headers of trusted proxies. The addresses are read from the last to
 * the first: each proxy appends whom it heard, and whoever stands before the first that is no proxy of ours may have
 * written anything. Host and path are never taken from headers that a browser could have sent through a proxy.
 */
final class TrustedProxyValve extends ValveBase {

    private static final Logger LOG = LoggerFactory.getLogger(TrustedProxyValve.class);
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTOCOL = "X-Forwarded-Proto";
    private static final int HTTPS_PORT = 443;

    private final List<NetMask> trusted;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @throws IllegalArgumentException for what is no address or network */
    TrustedProxyValve(List<String> trusted) {
        super(true);
        this.trusted = trusted.stream().map(TrustedProxyValve::network).toList();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (isTrusted(request.getRemoteAddr())) {
            String client = clientOf(request);
            request.setRemoteAddr(client);
            request.setRemoteHost(client);
            if ("https".equals(protocolOf(request))) {
                request.setSecure(true);
                request.getCoyoteRequest().scheme().setString("https");
                if (!Objects.requireNonNullElse(request.getHeader("Host"), "").matches(".*:\\d+")) {
                    request.setServerPort(HTTPS_PORT);
                }
            }
        } else if (request.getHeader(FOR) != null && warned.compareAndSet(false, true)) {
            LOG.warn("{} sends the header {} and is no trusted proxy, so the header does not count. If it is a proxy "
                    + "of yours, name it in aftercare.proxies.trusted; until then all behind it share one limit.",
                    request.getRemoteAddr(), FOR);
        }
        getNext().invoke(request, response);
    }

    private String clientOf(Request request) {
        List<String> way = Collections.list(request.getHeaders(FOR)).stream()
                .flatMap(header -> Stream.of(header.split(","))).map(TrustedProxyValve::address).toList();
        String client = request.getRemoteAddr();
        for (int last = way.size() - 1; last >= 0 && isTrusted(client) && isAddress(way.get(last)); last--) {
            client = way.get(last);
        }
        return client;
    }

    private static String protocolOf(Request request) {
        String header =
                Collections.list(request.getHeaders(PROTOCOL)).stream().reduce((first, last) -> last).orElse(null);
        // The proxy nearest to us stands last.
        return header == null ? "" : header.substring(header.lastIndexOf(',') + 1).strip().toLowerCase(Locale.ROOT);
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(network -> matches(network, address));
    }

    private static boolean matches(NetMask network, String address) {
        try {
            return network.matches(InetAddress.getByName(address));
        } catch (UnknownHostException impossible) {
            return false;
        }
    }

    /** Without the port that some proxies write behind it, and IPv6 without its brackets. */
    private static String address(String written) {
        return written.strip().replaceFirst("^\\[([^]]*)](?::\\d+)?$", "$1")
                .replaceFirst("^(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+$", "$1");
    }

    /** A literal one; names are never looked up. */
    private static boolean isAddress(String text) {
        return text.matches("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}|(?=.*:.*:)[0-9a-fA-F:.]{2,45}");
    }

    private static NetMask network(String text) {
        if (!isAddress(text.replaceFirst("/\\d+$", ""))) {
            throw new IllegalArgumentException("aftercare.proxies.trusted has \"" + text
                    + "\", which is no address or network. Write 10.0.0.7 or 10.0.0.0/24.");
        }
        return new NetMask(text);
    }
}
