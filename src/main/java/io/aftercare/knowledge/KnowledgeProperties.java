package io.aftercare.knowledge;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the knowledge base.
 *
 * @param confidence   the share of articles mailed without a person that are to be right: 0.9 is nine of ten offers;
 *                     see {@link Confidence}
 * @param longestQuery characters of a question that are looked at; the rest of a longer mail is ignored
 */
@Validated
@ConfigurationProperties("aftercare.knowledge")
record KnowledgeProperties(@DefaultValue("0.9") @DecimalMin("0") @DecimalMax("1") double confidence,
        @DefaultValue("6000") @Positive int longestQuery) {
}
