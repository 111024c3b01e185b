package io.aftercare.knowledge.sources;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where articles are fetched from, and within which limits.
 *
 * @param sources  where articles are fetched from, each on its own schedule, one at a time
 * @param fetching limits that hold for all
 */
@Validated
@ConfigurationProperties("aftercare.knowledge")
record SourceProperties(@DefaultValue @Valid List<ArticleSource> sources, @DefaultValue @Valid Fetching fetching) {

    /**
     * @param longestWait   how long one answer of a source is waited for, 3 minutes at most
     * @param longestRun    how long fetching one source may take
     * @param largestAnswer size of one answer of a source
     * @param largestRun    size of all answers of a source in one run
     * @param compareEvery  how often all ids of a source are compared, so that nothing removed stays
     * @param alarmAfter    intervals of a source without success after which health says DEGRADED
     */
    record Fetching(@DefaultValue("60s") Duration longestWait, @DefaultValue("30m") Duration longestRun,
            @DefaultValue("20MB") DataSize largestAnswer, @DefaultValue("200MB") DataSize largestRun,
            @DefaultValue("24h") Duration compareEvery, @DefaultValue("3") @Positive int alarmAfter) {

        private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

        Fetching {
            // Shorter than a node is believed to live without a word.
            if (longestWait.isNegative() || longestWait.isZero() || longestWait.compareTo(LONGEST_WAIT) > 0) {
                throw new IllegalArgumentException("aftercare.knowledge.fetching.longest-wait may be at most "
                        + LONGEST_WAIT.toMinutes() + " minutes, and not nothing.");
            }
        }
    }

    SourceProperties {
        var names = new HashSet<String>();
        for (ArticleSource source : sources) {
            if (source.name() != null && !names.add(source.name())) {
                throw new IllegalArgumentException("Two of aftercare.knowledge.sources have the name " + source.name()
                        + ". Give each a name of its own.");
            }
        }
    }

    Optional<ArticleSource> named(String name) {
        return sources.stream().filter(source -> source.name().equals(name)).findFirst();
    }
}
