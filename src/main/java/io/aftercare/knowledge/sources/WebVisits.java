package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.sources.WebVisit.Rest;
import io.aftercare.knowledge.sources.WebVisit.Surroundings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Begins visits to web sites, all under our name and within the same limits. */
@Component
class WebVisits {

    private final SourceProperties configured;
    private final MeterRegistry meters;
    private final Clock clock;
    private final AddressRules.Resolver resolver;
    private final String userAgent;

    @Autowired
    WebVisits(SourceProperties configured, MeterRegistry meters, Clock clock,
            @Value("${aftercare.support.address:}") String supportAddress,
            @Value("${aftercare.base-url}") String baseUrl) {
        this(configured, meters, clock, supportAddress, baseUrl, InetAddress::getAllByName);
    }

    WebVisits(SourceProperties configured, MeterRegistry meters, Clock clock, String supportAddress, String baseUrl,
            AddressRules.Resolver resolver) {
        this.configured = configured;
        this.meters = meters;
        this.clock = clock;
        this.resolver = resolver;
        // Header values are ASCII.
        this.userAgent =
                ("Aftercare (article import; " + baseUrl + (supportAddress.isBlank() ? "" : "; " + supportAddress)
                        + ")").replaceAll("[^\\x20-\\x7e]", "?");
    }

    /**
     * @param keepOn called before each question; fails when the visit is to end
     * @param rest   waits for a while, or less when the application stops
     */
    WebVisit begin(ArticleSource source, Runnable keepOn, Rest rest) {
        return new WebVisit(source, configured.fetching(),
                new Surroundings(userAgent, resolver, clock, meters, keepOn, rest));
    }
}
