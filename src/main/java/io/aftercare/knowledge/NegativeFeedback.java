package io.aftercare.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/** Which articles did not help with which questions, so that they are not offered for nearly the same words again. */
final class NegativeFeedback {

    static final NegativeFeedback NONE = new NegativeFeedback(Map.of(), Integer.MAX_VALUE);

    /** Questions with this share of words in common are nearly the same. */
    private static final double NEARLY_THE_SAME = 0.6;
    /** Readers' votes together weigh less than one customer's word: alone they forbid nothing. */
    private static final double VOTES = 0.5;
    private static final double A_VOTE = 0.1;

    private final Map<String, List<Observation>> byArticle;
    private final int decisive;

    private NegativeFeedback(Map<String, List<Observation>> byArticle, int decisive) {
        this.byArticle = byArticle;
        this.decisive = decisive;
    }

    /** @param against how much it speaks against the article: a customer's word is 1 */
    private record Observation(Set<String> terms, double against, boolean vote) {
    }

    /** A vote of a reader who had searched. */
    record Vote(String article, String language, String question, boolean helped) {
    }

    /** @param decisive see {@link LearningProperties#refusals()} */
    static NegativeFeedback of(Collection<OfferLog.Remembered> offers, Collection<Vote> votes, Analysis analysis,
            int decisive) {
        var byArticle = new HashMap<String, List<Observation>>();
        offers.forEach(
                each -> byArticle.computeIfAbsent(each.article(), article -> new ArrayList<>()).add(new Observation(
                        terms(analysis, each.language(), each.question()), each.helped() ? -1 : 1, false)));
        votes.forEach(
                each -> byArticle.computeIfAbsent(each.article(), article -> new ArrayList<>()).add(new Observation(
                        terms(analysis, each.language(), each.question()), each.helped() ? -A_VOTE : A_VOTE, true)));
        return new NegativeFeedback(byArticle, decisive);
    }

    /**
     * Tells whether an article was of no help clearly more often than of help to those who asked nearly the same; for
     * one thread.
     */
    Predicate<String> unhelpful(CustomerQuestion asked, String language, Analysis analysis) {
        Supplier<Set<String>> terms = SingletonSupplier.of(() -> terms(analysis, language,
                PersonalData.without(asked, List.of(), Integer.MAX_VALUE)));
        return article -> byArticle.containsKey(article) && unhelpful(byArticle.get(article), terms.get());
    }

    private boolean unhelpful(List<Observation> known, Set<String> terms) {
        double against = 0;
        double votes = 0;
        for (Observation each : known) {
            if (jaccard(each.terms(), terms) >= NEARLY_THE_SAME) {
                against += each.vote() ? 0 : each.against();
                votes += each.vote() ? each.against() : 0;
            }
        }
        return against + Math.max(-VOTES, Math.min(VOTES, votes)) >= decisive;
    }

    /** The share of words that two texts have in common, 0 to 1. */
    static double jaccard(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        var both = new HashSet<>(one);
        both.retainAll(other);
        return both.size() / (double) (one.size() + other.size() - both.size());
    }

    private static Set<String> terms(Analysis analysis, String language, String text) {
        return new HashSet<>(analysis.terms(language, text));
    }
}
