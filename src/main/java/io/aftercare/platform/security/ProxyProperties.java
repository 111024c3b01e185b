package io.aftercare.platform.security;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Proxies in front.
 *
 * @param trusted addresses of the proxies, such as 10.0.0.7, or of their networks, such as 10.0.0.0/24 or fd00::/64;
 *                who asked and whether by https is taken from the X-Forwarded-For and X-Forwarded-Proto of these, of
 *                nobody else. A proxy must pass on the Host header as the browser sent it, and set both
 */
@ConfigurationProperties("aftercare.proxies")
record ProxyProperties(@DefaultValue List<String> trusted) {
}
