package io.aftercare.platform;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one source of time; its zone is the vendor's, in which calendar days begin and end. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

    @Bean
    Clock clock(@Value("${aftercare.time-zone}") ZoneId zone) {
        return Clock.system(zone);
    }
}
