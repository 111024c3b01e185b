package io.aftercare.knowledge;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the search learns from what became of its offers.
 *
 * @param outcomes           known outcomes of a language and way of search from which on its confidence is refitted
 * @param mostOutcomes       so many of the newest outcomes are looked at, which bounds the time and memory of a refit
 * @param refitEvery         how often a node looks whether there is something to refit
 * @param wordingsPerArticle customers' own words of solved requests kept of an article, the most different ones
 * @param longestWording     characters kept of a customer's own words, 2000 at most
 * @param votesPerDay        votes on an article's page that are taken in a day; further ones are passed over
 * @param refusals           so many more customers must have needed help still than were helped before an article is no
 *                           longer offered for nearly the same words: one may want something else by them, and who is
 *                           helped is often silent
 * @param questionsKept      how long the questions behind offers and votes are kept
 */
@Validated
@ConfigurationProperties("aftercare.knowledge.learning")
record LearningProperties(@DefaultValue("300") @Positive int outcomes,
        @DefaultValue("20000") @Positive int mostOutcomes,
        @DefaultValue("1h") Duration refitEvery, @DefaultValue("20") @Positive int wordingsPerArticle,
        @DefaultValue("400") @Positive @Max(2000) int longestWording, @DefaultValue("20") @Positive int votesPerDay,
        @DefaultValue("5") @Positive int refusals, @DefaultValue("365d") Duration questionsKept) {

    /** For {@code @Scheduled}: the value that is bound here. */
    static final String REFIT_EVERY =
            "#{@'aftercare.knowledge.learning-io.aftercare.knowledge.LearningProperties'.refitEvery()}";
}
