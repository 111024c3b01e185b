package io.aftercare.knowledge;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the knowledge base.
 *
 * <p>
 * How a threshold is made of the share that is to be right says {@link Confidence}.
 *
 * @param confidence      the share of articles mailed without a person that are to be right, 0 to 1; 0.95 is 19 of 20
 * @param longestQuery    characters of a question that are looked at; the rest of a longer mail is ignored
 * @param synonyms        folder of a vendor's own words that mean the same, in files named by their language such as
 *                        {@code fr.txt}; {@code synonyms} in the data folder when it is not set
 * @param refreshInterval how often a node looks whether another one imported articles or learned
 */
@Validated
@ConfigurationProperties("aftercare.knowledge")
record KnowledgeProperties(@DefaultValue("0.9") @DecimalMin("0") @DecimalMax("1") double confidence,
        @DefaultValue("6000") @Positive int longestQuery, Path synonyms,
        @DefaultValue("5s") Duration refreshInterval) {

    /** For {@code @Scheduled}: the value that is bound here. */
    static final String REFRESH_INTERVAL =
            "#{@'aftercare.knowledge-io.aftercare.knowledge.KnowledgeProperties'.refreshInterval()}";
}
