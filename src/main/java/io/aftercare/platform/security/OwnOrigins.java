package io.aftercare.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** Tells our own pages from those of other sites. */
@Component
class OwnOrigins {

    private final String published;

    OwnOrigins(@Value("${aftercare.base-url}") String baseUrl) {
        this.published = origin(UriComponentsBuilder.fromUriString(baseUrl).build());
    }

    /**
     * Whether a browser says that another site's page makes the request. Browsers say so by {@code Sec-Fetch-Site};
     * over plain http they only send {@code Origin}, which must then be the address asked or
     * {@code aftercare.base-url}. A program sends neither.
     */
    boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !isOwn(origin, request);
    }

    private boolean isOwn(String origin, HttpServletRequest request) {
        try {
            String sent = origin(UriComponentsBuilder.fromUri(URI.create(origin)).build());
            return sent.equals(published) || sent.equals(origin(UriComponentsBuilder.newInstance()
                    .scheme(request.getScheme()).host(request.getServerName()).port(request.getServerPort()).build()));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static String origin(UriComponents address) {
        int usual = "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
        return (address.getScheme() + "://" + address.getHost() + ":"
                + (address.getPort() < 0 ? usual : address.getPort())).toLowerCase(Locale.ROOT);
    }
}
