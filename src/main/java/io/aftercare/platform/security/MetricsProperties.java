package io.aftercare.platform.security;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may read the metrics besides managers.
 *
 * @param token lets a monitor read {@code /actuator/prometheus} as a Bearer; null or empty lets none
 */
@ConfigurationProperties("aftercare.metrics")
record MetricsProperties(String token) {
}
