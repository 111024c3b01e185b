package io.aftercare.knowledge;

import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What this node knows of earlier offers: which confidence is in force, and what did not help with which questions. */
@Component
class Experience {

    private static final Logger LOG = LoggerFactory.getLogger(Experience.class);

    private final Offers offers;
    private final Votes votes;
    private final Calibrations calibrations;
    private final Analysis analysis;
    private final double rightOffers;
    private final int decisiveRefusals;
    private volatile Refusals refusals = Refusals.NONE;
    private volatile Map<Calibrations.Way, Calibration> inForce = Map.of();
    private String ends = "";
    private String choices = "";

    Experience(Offers offers, Votes votes, Calibrations calibrations, Analysis analysis, KnowledgeProperties properties,
            LearningProperties learning) {
        this.offers = offers;
        this.votes = votes;
        this.calibrations = calibrations;
        this.analysis = analysis;
        this.rightOffers = properties.confidence();
        this.decisiveRefusals = learning.refusals();
    }

    /** Looks whether anything has become known since, on this node or another. */
    @Scheduled(fixedDelayString = "${aftercare.knowledge.refresh-interval}", initialDelay = 0)
    synchronized void refresh() {
        String newestEnds = offers.revision() + " " + votes.revision();
        if (!newestEnds.equals(ends)) {
            refusals = Refusals.of(offers.remembered(), votes.onQuestions(), analysis, decisiveRefusals);
            ends = newestEnds;
        }
        String newestChoices = calibrations.revision();
        if (!newestChoices.equals(choices)) {
            try {
                inForce = calibrations.inForce();
            } catch (IllegalStateException unreadable) {
                LOG.error("Articles are offered with the confidence that the application comes with.", unreadable);
                inForce = Map.of();
            }
            choices = newestChoices;
        }
    }

    /** For the articles found for a question in one language. */
    Judge judge(Question question, String language, String model) {
        double shipped = Confidence.threshold(rightOffers);
        Calibration calibration = inForce.get(new Calibrations.Way(language, model));
        return new Judge(calibration, calibration == null ? shipped : calibration.threshold(rightOffers, shipped),
                refusals.refused(question, language, analysis));
    }

    /**
     * Says how sure an article is and whether it is to be offered.
     *
     * @param refused whether an article was of no help to those who asked the same before
     */
    record Judge(Calibration calibration, double threshold, Predicate<String> refused) {

        double score(Features features) {
            return calibration == null ? features.shipped() : calibration.score(features.values());
        }

        boolean offers(String article, double score) {
            return score >= threshold && !refused.test(article);
        }
    }
}
