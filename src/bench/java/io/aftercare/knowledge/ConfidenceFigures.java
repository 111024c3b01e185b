package io.aftercare.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far a confidence was right: collects what was found and reckons the figures. */
final class ConfidenceFigures {

    private final List<Double> scoresOfAnswerable = new ArrayList<>();
    private final List<Double> scoresOfRemoved = new ArrayList<>();
    private int answerable;
    private int offers;
    private int right;
    private int firstRight;
    private int removed;
    private int removedOffered;
    private int strangers;
    private int strangersOffered;
    private double auroc = Double.NaN;

    /** @param place from 0 on. @param score not above that of the place before */
    void add(boolean ofAnswerable, boolean ofForeign, boolean ofRemoved, int place, boolean isRight, double score,
            boolean offered) {
        if (ofAnswerable || ofForeign) {
            offers += offered ? 1 : 0;
            right += offered && isRight ? 1 : 0;
        }
        if (place > 0) {
            return;
        }
        if (ofAnswerable) {
            answerable++;
            firstRight += offered && isRight ? 1 : 0;
            scoresOfAnswerable.add(score);
        } else if (ofRemoved) {
            removed++;
            removedOffered += offered ? 1 : 0;
            scoresOfRemoved.add(score);
        } else {
            strangers++;
            strangersOffered += offered ? 1 : 0;
        }
    }

    /** All together; the AUROC is the mean. */
    static ConfidenceFigures all(List<ConfidenceFigures> each) {
        var all = new ConfidenceFigures();
        for (ConfidenceFigures one : each) {
            all.answerable += one.answerable;
            all.offers += one.offers;
            all.right += one.right;
            all.firstRight += one.firstRight;
            all.removed += one.removed;
            all.removedOffered += one.removedOffered;
            all.strangers += one.strangers;
            all.strangersOffered += one.strangersOffered;
        }
        all.auroc = each.stream().mapToDouble(ConfidenceFigures::auroc).filter(Double::isFinite).average()
                .orElse(Double.NaN);
        return all;
    }

    int answerable() {
        return answerable;
    }

    private double auroc() {
        if (scoresOfAnswerable.isEmpty() || scoresOfRemoved.isEmpty()) {
            return auroc;
        }
        double sum = 0;
        for (double one : scoresOfAnswerable) {
            for (double other : scoresOfRemoved) {
                sum += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        return sum / scoresOfAnswerable.size() / scoresOfRemoved.size();
    }

    String line() {
        return String.format(Locale.ROOT, "%6d %.3f  %.3f  %s  %s  %s", offers,
                offers == 0 ? 1 : (double) right / offers,
                (double) firstRight / answerable, share(removedOffered, removed), share(strangersOffered, strangers),
                Double.isFinite(auroc()) ? String.format(Locale.ROOT, "%.3f", auroc()) : "  -  ");
    }

    private static String share(int some, int all) {
        return all == 0 ? "  -    " : String.format(Locale.ROOT, "%.3f  ", (double) some / all);
    }
}
