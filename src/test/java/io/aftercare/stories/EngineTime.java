package io.aftercare.stories;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Lets all of Aftercare follow the engine's clock, so that days pass without waiting. */
@TestConfiguration(proxyBeanMethods = false)
public class EngineTime {

    @Bean
    @Primary
    Clock engineClock(@Value("${aftercare.time-zone}") ZoneId zone) {
        return new FollowsEngine(zone);
    }

    /** So many days later than the real time. */
    public static void move(Duration fromNow) {
        ClockUtil.offset(fromNow.toMillis());
    }

    public static void reset() {
        ClockUtil.reset();
    }

    private static final class FollowsEngine extends Clock {

        private final ZoneId zone;

        FollowsEngine(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new FollowsEngine(other);
        }

        @Override
        public Instant instant() {
            return ClockUtil.getCurrentTime().toInstant();
        }
    }
}
