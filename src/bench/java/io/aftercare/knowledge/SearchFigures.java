package io.aftercare.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How well questions were answered: collects outcomes and reckons the figures. */
final class SearchFigures {

    /** @param score of the best hit; 0 without one. @param right whether the best hit answers */
    private record Outcome(double score, boolean right, boolean offered) {
    }

    private final List<Outcome> answerable = new ArrayList<>();
    private final List<Outcome> foreign = new ArrayList<>();
    private final List<Outcome> removed = new ArrayList<>();
    private final List<Long> nanoseconds = new ArrayList<>();
    private final int[] within = new int[6];
    private double reciprocal;
    private int offers;
    private int rightOffers;

    void asked(Questions.Asked question, List<Hit> hits, long duration) {
        nanoseconds.add(duration);
        (question.answers().isEmpty() ? foreign : answerable).add(outcome(question, hits));
        offers += (int) hits.stream().filter(Hit::confident).count();
        rightOffers += (int) hits.stream().filter(Hit::confident)
                .filter(hit -> question.answers().contains(hit.article().id())).count();
        for (int place = 0; place < hits.size(); place++) {
            if (question.answers().contains(hits.get(place).article().id())) {
                reciprocal += 1.0 / (place + 1);
                for (int depth = place + 1; depth < within.length; depth++) {
                    within[depth]++;
                }
                break;
            }
        }
    }

    /** The same question when the articles that answer it are not there. */
    void askedWithoutAnswer(Questions.Asked question, List<Hit> hits) {
        removed.add(outcome(question, hits));
    }

    private static Outcome outcome(Questions.Asked question, List<Hit> hits) {
        return hits.isEmpty() ? new Outcome(0, false, false)
                : new Outcome(hits.get(0).score(),
                        question.answers().contains(hits.get(0).article().id()), hits.get(0).confident());
    }

    double hit(int depth) {
        return (double) within[depth] / answerable.size();
    }

    double reciprocalRank() {
        return reciprocal / answerable.size();
    }

    double aurocForeign() {
        return auroc(answerable, foreign);
    }

    double aurocRemoved() {
        return auroc(answerable, removed);
    }

    /**
     * Of the answerable questions, how many are offered the right article by the lowest score at which 90% are right.
     */
    double offeredAtNinetyRight() {
        var all = new ArrayList<>(answerable);
        all.addAll(foreign);
        all.sort(Comparator.comparingDouble(Outcome::score).reversed());
        int right = 0;
        int most = 0;
        for (int offered = 1; offered <= all.size(); offered++) {
            right += all.get(offered - 1).right ? 1 : 0;
            if (right >= 0.9 * offered) {
                most = right;
            }
        }
        return (double) most / answerable.size();
    }

    /** At the configured threshold: share of the offers that were right. */
    double precision() {
        return offers == 0 ? 1 : (double) rightOffers / offers;
    }

    /** At the configured threshold: share of the answerable questions whose best article is offered and right. */
    double offered() {
        return (double) answerable.stream().filter(each -> each.offered && each.right).count() / answerable.size();
    }

    /** At the configured threshold: share of the questions whose article was removed that are offered another. */
    double offeredRemoved() {
        return removed.isEmpty() ? 0 : (double) removed.stream().filter(Outcome::offered).count() / removed.size();
    }

    double milliseconds(double share) {
        long[] sorted = nanoseconds.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1e6;
    }

    private static double auroc(List<Outcome> positive, List<Outcome> negative) {
        if (positive.isEmpty() || negative.isEmpty()) {
            return Double.NaN;
        }
        double[] others = negative.stream().mapToDouble(Outcome::score).toArray();
        return positive.stream().mapToDouble(each -> Arrays.stream(others)
                .map(other -> each.score > other ? 1 : each.score == other ? 0.5 : 0).sum()).sum()
                / positive.size() / others.length;
    }

    static String head() {
        return "%-44s %5s %5s %6s %6s %6s %6s %8s %8s %8s %9s %8s %8s %7s %7s %7s".formatted("", "n", "none", "hit@1",
                "hit@3",
                "hit@5", "MRR", "AUROC-no", "AUROC-rm", "at 90%", "precision", "offered", "off.-rm", "p50 ms", "p95 ms",
                "p99 ms");
    }

    String line(String name) {
        return "%-44s %5d %5d %6.3f %6.3f %6.3f %6.3f %8.3f %8.3f %8.3f %9.3f %8.3f %8.3f %7.1f %7.1f %7.1f".formatted(
                name,
                answerable.size(), foreign.size(), hit(1), hit(3), hit(5), reciprocalRank(), aurocForeign(),
                aurocRemoved(),
                offeredAtNinetyRight(), precision(), offered(), offeredRemoved(), milliseconds(0.5), milliseconds(0.95),
                milliseconds(0.99));
    }
}
