package io.aftercare.platform;

import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What cannot be found out is not well: an indicator that fails, for instance since the database is away, says so
 * itself, instead of taking the answer of all others with it.
 */
@Configuration(proxyBeanMethods = false)
class FailingHealthIndicators {

    @Bean
    static SmartInitializingSingleton healthIndicatorsDoNotFail(HealthContributorRegistry registry) {
        return () -> List.copyOf(registry.stream().toList()).forEach(each -> guard(registry, each));
    }

    private static void guard(HealthContributorRegistry registry, NamedContributor<?> each) {
        if (each.getContributor() instanceof HealthIndicator indicator) {
            registry.unregisterContributor(each.getName());
            registry.registerContributor(each.getName(), (HealthIndicator) () -> health(indicator));
        }
    }

    private static Health health(HealthIndicator indicator) {
        try {
            return indicator.health();
        } catch (RuntimeException failure) {
            return Health.down(failure).build();
        }
    }
}
