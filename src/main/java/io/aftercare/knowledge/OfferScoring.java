package io.aftercare.knowledge;

import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Scores articles by what is known of earlier offers: the active calibration, and what did not help with which
 * questions.
 */
@Component
class OfferScoring {

    private static final Logger LOG = LoggerFactory.getLogger(OfferScoring.class);

    private final OfferLog offers;
    private final ArticleVotes votes;
    private final Calibrations calibrations;
    private final Analysis analysis;
    private final double rightOffers;
    private final int decisiveMargin;
    private volatile NegativeFeedback negativeFeedback = NegativeFeedback.NONE;
    private volatile Map<Calibrations.SearchMode, Calibration> active = Map.of();
    private String ends = "";
    private String choices = "";

    OfferScoring(OfferLog offers, ArticleVotes votes, Calibrations calibrations, Analysis analysis,
            KnowledgeProperties properties,
            LearningProperties learning) {
        this.offers = offers;
        this.votes = votes;
        this.calibrations = calibrations;
        this.analysis = analysis;
        this.rightOffers = properties.confidence();
        this.decisiveMargin = learning.refusals();
    }

    /** Looks whether anything has become known since, on this node or another. */
    @Scheduled(fixedDelayString = KnowledgeProperties.REFRESH_INTERVAL, initialDelay = 0)
    synchronized void refresh() {
        String newestEnds = offers.revision() + " " + votes.revision();
        if (!newestEnds.equals(ends)) {
            negativeFeedback = NegativeFeedback.of(offers.remembered(), votes.onQuestions(), analysis, decisiveMargin);
            ends = newestEnds;
        }
        String newestChoices = calibrations.revision();
        if (!newestChoices.equals(choices)) {
            try {
                active = calibrations.active();
            } catch (IllegalStateException unreadable) {
                LOG.error("Articles are offered with the confidence that the application comes with.", unreadable);
                active = Map.of();
            }
            choices = newestChoices;
        }
    }

    /** For the articles found for a question in one language. */
    Scorer scorer(CustomerQuestion question, String language, String model) {
        double shipped = Confidence.threshold(rightOffers, model);
        Calibration calibration = active.get(new Calibrations.SearchMode(language, model));
        return new Scorer(calibration, calibration == null ? shipped : calibration.threshold(rightOffers, shipped),
                negativeFeedback.unhelpful(question, language, analysis));
    }

    /**
     * Says how sure an article is and whether it is to be offered.
     *
     * @param unhelpful whether an article was of no help to those who asked the same before
     */
    record Scorer(Calibration calibration, double threshold, Predicate<String> unhelpful) {

        double score(ConfidenceFeatures features) {
            return calibration == null ? features.shipped() : calibration.score(features.values());
        }

        boolean offers(String article, double score) {
            return score >= threshold && !unhelpful.test(article);
        }

        /** Whether outcomes of earlier offers have told how far scores can be trusted. */
        boolean knowsOutcomes() {
            return calibration != null;
        }
    }
}
