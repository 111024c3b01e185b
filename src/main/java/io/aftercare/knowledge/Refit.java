package io.aftercare.knowledge;

import io.aftercare.knowledge.Calibrations.Figures;
import io.aftercare.knowledge.Calibrations.SearchMode;
import io.aftercare.knowledge.Calibrations.Version;
import io.aftercare.knowledge.OfferLog.LabelledOffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Refits the confidence from what became of the newest offers, so many of a language and way of search as
 * {@code aftercare.knowledge.learning.most-outcomes} says, one node at a time and beside the requests. A version comes
 * into force only when it foretells outcomes that it was not made from better than what is in force.
 */
@Component
class Refit {

    private static final Logger LOG = LoggerFactory.getLogger(Refit.class);
    /**
     * Of outcomes since the last time, in proportion to those looked at then, from which on another attempt is worth
     * it.
     */
    private static final double GROWTH = 0.1;
    private static final double SUREST = 1e-6;

    private final OfferLog offers;
    private final Calibrations calibrations;
    private final OfferScoring scoring;
    private final LearningProperties settings;

    Refit(OfferLog offers, Calibrations calibrations, OfferScoring scoring, LearningProperties settings) {
        this.offers = offers;
        this.calibrations = calibrations;
        this.scoring = scoring;
        this.settings = settings;
    }

    /** Nothing happens while another node is at it. */
    @Scheduled(fixedDelayString = LearningProperties.REFIT_EVERY, initialDelayString = "PT2M")
    void run() {
        String run = UUID.randomUUID().toString();
        if (!calibrations.claim(run)) {
            return;
        }
        try {
            offers.forget(settings.questionsKept());
            offers.withEnds(settings.outcomes()).forEach(this::refit);
            scoring.refresh();
        } finally {
            calibrations.release(run);
        }
    }

    private void refit(SearchMode mode) {
        Optional<Version> last = calibrations.newest(mode);
        // Those that are new are counted, not all there are: as many as may be looked at would never become more.
        if (last.isPresent() && offers.endedSince(mode, last.get().madeAt()) < GROWTH
                * (last.get().figures().outcomes() + last.get().figures().heldOut())) {
            return;
        }
        List<LabelledOffer> ended = offers.ended(mode, Math.max(settings.outcomes(), settings.mostOutcomes()));
        if (ended.size() < settings.outcomes()) {
            return;
        }
        List<Calibration.Example> seen =
                ended.stream().filter(each -> !each.heldOut()).map(LabelledOffer::example).toList();
        List<Calibration.Example> heldOut =
                ended.stream().filter(LabelledOffer::heldOut).map(LabelledOffer::example).toList();
        if (seen.isEmpty() || heldOut.isEmpty()) {
            return;
        }
        Calibration made = Calibration.of(seen);
        Calibration active = calibrations.active().get(mode);
        ToDoubleFunction<Calibration.Example> now =
                each -> active == null ? each.shipped() : active.score(each.features());
        ToDoubleFunction<Calibration.Example> then = each -> made.score(each.features());
        var figures = new Figures(seen.size(), heldOut.size(), logLoss(heldOut, then), logLoss(heldOut, now),
                brier(heldOut, then), brier(heldOut, now));
        boolean better = figures.logLoss() < figures.logLossBefore() && figures.brier() < figures.brierBefore();
        long version = calibrations.add(mode, made, figures, better);
        boolean takesEffect = better && calibrations.takeEffect(mode, version);
        LOG.info(
                "Refitted the confidence in articles ({}, {}) from {} outcomes: log loss {} on {} held out, {} "
                        + "before. {}",
                mode.language(), mode.model(), figures.outcomes(), shown(figures.logLoss()), figures.heldOut(),
                shown(figures.logLossBefore()), takesEffect ? "Version " + version + " is in force."
                        : better ? "It is better, but a manager has chosen another one."
                                : "It is not better and not used.");
    }

    private static double logLoss(List<Calibration.Example> examples, ToDoubleFunction<Calibration.Example> score) {
        return examples.stream().mapToDouble(each -> {
            double sure = Math.max(SUREST, Math.min(1 - SUREST, score.applyAsDouble(each)));
            return -Math.log(each.right() ? sure : 1 - sure);
        }).average().orElseThrow();
    }

    private static double brier(List<Calibration.Example> examples, ToDoubleFunction<Calibration.Example> score) {
        return examples.stream().mapToDouble(each -> Math.pow((each.right() ? 1 : 0) - score.applyAsDouble(each), 2))
                .average().orElseThrow();
    }

    private static String shown(double figure) {
        return String.format(Locale.ROOT, "%.4f", figure);
    }
}
