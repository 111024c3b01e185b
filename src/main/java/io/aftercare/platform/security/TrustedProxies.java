package io.aftercare.platform.security;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Puts {@link TrustedProxyValve} in front of everything. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final ProxyProperties proxies;

    /** @throws IllegalStateException for a strategy that would believe the headers of everybody */
    TrustedProxies(ProxyProperties proxies, @Value("${server.forward-headers-strategy:none}") String strategy) {
        if (!strategy.equalsIgnoreCase("none")) {
            throw new IllegalStateException("server.forward-headers-strategy=" + strategy
                    + " believes headers that anybody can send. Leave it out and name your proxies in "
                    + "aftercare.proxies.trusted.");
        }
        this.proxies = proxies;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addEngineValves(new TrustedProxyValve(proxies.trusted()));
    }
}
