package io.aftercare.knowledge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the share of right offers really is, for {@code /actuator/health} and the metrics: this month and the last. */
@Configuration(proxyBeanMethods = false)
class OfferFigures {

    @Bean
    HealthIndicator articleOffersHealthIndicator(OfferCounts offers, KnowledgeProperties properties, Clock clock) {
        return () -> {
            var recent = Recent.of(offers, clock);
            return Health.up().withDetail("offers", recent.offers()).withDetail("solved", recent.solved())
                    .withDetail("notSolved", recent.notSolved()).withDetail("right",
                            Optional.<Object>ofNullable(ArticleRecords.right(recent.solved(), recent.notSolved()))
                                    .orElse("unknown"))
                    .withDetail("target", properties.confidence()).build();
        };
    }

    @Bean
    MeterBinder articleOfferMeters(OfferCounts offers, KnowledgeProperties properties, Clock clock) {
        return (MeterRegistry meters) -> {
            Gauge.builder("aftercare.knowledge.offers.right", offers, all -> {
                var recent = Recent.of(all, clock);
                Double right = ArticleRecords.right(recent.solved(), recent.notSolved());
                return right == null ? Double.NaN : right;
            }).description(
                    "Share of offered articles that answered, of those with a known outcome, this month and the last")
                    .register(meters);
            Gauge.builder("aftercare.knowledge.offers.target", properties, KnowledgeProperties::confidence)
                    .description("Share of offered articles that are to answer").register(meters);
            Gauge.builder("aftercare.knowledge.offers", offers, all -> Recent.of(all, clock).offers())
                    .description("Offers of articles without a person, this month and the last").register(meters);
        };
    }

    private record Recent(long offers, long solved, long notSolved) {

        static Recent of(OfferCounts offers, Clock clock) {
            String since = YearMonth.now(clock).minusMonths(1).toString();
            List<OfferCounts.Month> months = offers.months(since);
            return new Recent(months.stream().mapToLong(OfferCounts.Month::offers).sum(),
                    months.stream().mapToLong(OfferCounts.Month::solved).sum(),
                    months.stream().mapToLong(OfferCounts.Month::notSolved).sum());
        }
    }
}
