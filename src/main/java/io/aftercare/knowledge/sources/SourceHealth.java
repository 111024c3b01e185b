package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.ArticleStore;
import io.aftercare.knowledge.sources.SourceStates.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the sources of articles are, for {@code /actuator/health} and the metrics. */
@Configuration(proxyBeanMethods = false)
class SourceHealth {

    /** Unknown to the application's own health, hence never taking it down: the articles there are still answer. */
    static final Status DEGRADED = new Status("DEGRADED", "A source of articles has failed for long");

    @Bean
    HealthIndicator articleSourcesHealthIndicator(SourceProperties configured, SourceStates states,
            ArticleStore articles,
            Clock clock) {
        return () -> {
            Health.Builder health = Health.up();
            for (ArticleSource source : configured.sources()) {
                var details = new LinkedHashMap<String, Object>();
                Optional<State> state = states.of(source.name());
                details.put("articles", articles.count(source.name()));
                details.put("lastSuccess", state.map(State::lastSuccess).<Object>map(moment -> moment).orElse("never"));
                state.map(State::problem).ifPresent(problem -> details.put("problem", problem));
                health.withDetail(source.name(), Map.copyOf(details));
                if (state.filter(known -> failingForLong(source, known, configured, clock.instant())).isPresent()) {
                    health.status(DEGRADED);
                }
            }
            return health.build();
        };
    }

    /** Articles of each source, and seconds since each was last fetched. */
    @Bean
    MeterBinder articleSourceMeters(SourceProperties configured, SourceStates states, ArticleStore articles,
            Clock clock) {
        return (MeterRegistry meters) -> configured.sources().forEach(source -> {
            Gauge.builder("aftercare.knowledge.source.articles", articles, all -> all.count(source.name()))
                    .description("Articles known of a source").tag("source", source.name()).register(meters);
            Gauge.builder("aftercare.knowledge.source.age", states, all -> all.of(source.name()).map(State::lastSuccess)
                    .map(last -> (double) Duration.between(last, clock.instant()).toSeconds()).orElse(Double.NaN))
                    .description("Time since a source was last fetched").baseUnit("seconds")
                    .tag("source", source.name()).register(meters);
        });
    }

    private static boolean failingForLong(ArticleSource source, State state, SourceProperties configured, Instant now) {
        int most = configured.fetching().alarmAfter();
        return state.failures() > 0 && (state.lastSuccess() == null ? state.failures() > most
                : state.lastSuccess().plus(source.every().multipliedBy(most)).isBefore(now));
    }
}
