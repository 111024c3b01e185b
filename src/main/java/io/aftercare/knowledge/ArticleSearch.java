package io.aftercare.knowledge;

import io.aftercare.knowledge.Calibrations.SearchMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.search.IndexSearcher;
import org.springframework.stereotype.Component;

/**
 * Puts the articles in order for a question: by words and by meaning where the language has a sentence model, else by
 * words alone.
 */
@Component
class ArticleSearch {

    /**
     * Of meaning, beside words, where there are vectors: what measured best on questions in their asker's own words.
     */
    private static final double SEMANTIC = 0.9;
    /** Of what speaks for an article, beside how it ranks, when there are words alone. */
    private static final double LEXICAL = 0.15;
    private static final int LOOKED_AT = 12;
    private static final int NEAREST = 50;
    private static final int CROWD = 4;
    /** Not even near, see {@link KnowledgeBase#near}. */
    static final double WITHOUT_THE_CODE = 0.1;

    private final ArticleIndex index;
    private final VectorIndex vectors;
    private final Analysis analysis;
    private final Ranking ranking;
    private final OwnQuestions ownQuestions;
    private final Spelling spelling;
    private final OfferScoring scoring;
    private final OncePerTransaction<Asked, List<Found>> searches = new OncePerTransaction<>();

    ArticleSearch(ArticleIndex index, VectorIndex vectors, Analysis analysis, OwnQuestions ownQuestions,
            OfferScoring scoring) {
        this.index = index;
        this.vectors = vectors;
        this.analysis = analysis;
        this.ranking = new Ranking(analysis);
        this.ownQuestions = ownQuestions;
        this.spelling = new Spelling(analysis);
        this.scoring = scoring;
    }

    /**
     * An article found.
     *
     * @param score    how surely it answers, 0 to 1
     * @param offered  whether it may be mailed without a person
     * @param features what the score was made from
     */
    record Found(String id, double score, boolean offered, ConfidenceFeatures features) {
    }

    private record Asked(CustomerQuestion question, String language, int limit, boolean typing) {
    }

    private record Ordered(String id, double value) {
    }

    /**
     * The ways in which questions are searched on this node now: each language by words, and by its model if it has
     * one.
     */
    Set<SearchMode> modes() {
        var modes = new HashSet<SearchMode>();
        for (String language : index.languages()) {
            modes.add(new SearchMode(language, ConfidenceFeatures.WORDS));
            if (vectors.model(language) != null) {
                modes.add(new SearchMode(language, vectors.model(language)));
            }
        }
        return modes;
    }

    /**
     * Articles in other languages than the question's that one sentence model reads as well as the question, best
     * first; none without such a model.
     *
     * @param language of the question
     */
    List<Found> acrossLanguages(CustomerQuestion question, String language, int limit) {
        String model = language == null ? null : vectors.model(language);
        return model == null ? List.of() : index.search(searcher -> {
            var found = new ArrayList<Found>();
            for (String other : languages(searcher, null)) {
                if (!other.equals(language) && vectors.serves(other) && model.equals(vectors.model(other))) {
                    // Its words are no mistyped ones of the other language.
                    found.addAll(in(searcher, question, question, other, limit));
                }
            }
            return found.stream().sorted(Comparator.comparingDouble(Found::score).reversed()).limit(limit).toList();
        });
    }

    /** Best first, by falling score; language null means any. Asked again in the same transaction it costs nothing. */
    List<Found> find(CustomerQuestion question, String language, int limit) {
        return find(question, language, limit, false);
    }

    /** @param typing whether the last word of the question may still be being typed */
    List<Found> find(CustomerQuestion question, String language, int limit, boolean typing) {
        return searches.once(new Asked(question, language, limit, typing), () -> index
                .search(searcher -> inEach(searcher, languages(searcher, language), question, limit, typing)));
    }

    /**
     * Articles in other languages than the asker's, by their own words: those of a message that the question quotes, or
     * of a question in another language than it is taken to be in.
     */
    List<Found> elsewhere(CustomerQuestion question, String language, int limit, boolean typing) {
        return index.search(searcher -> inEach(searcher,
                languages(searcher, null).stream().filter(other -> !other.equals(language)).toList(), question, limit,
                typing));
    }

    private List<Found> inEach(IndexSearcher searcher, List<String> languages, CustomerQuestion question, int limit,
            boolean typing) throws IOException {
        var found = new ArrayList<Found>();
        for (String searched : languages) {
            CustomerQuestion whole =
                    typing ? spelling.completed(searcher.getIndexReader(), question, searched) : question;
            found.addAll(in(searcher, whole, spelling.spellCorrected(searcher.getIndexReader(), whole, searched),
                    searched, limit));
        }
        // Sorting keeps the order of equals, which is the better one within a language.
        return found.stream().sorted(Comparator.comparingDouble(Found::score).reversed()).limit(limit).toList();
    }

    /** @param question as asked, but for slips of the pen */
    private List<Found> in(IndexSearcher searcher, CustomerQuestion asked, CustomerQuestion question, String language,
            int limit) throws IOException {
        if (asked.terms(analysis, language).isEmpty()) {
            return List.of();
        }
        // As it was asked: nobody mistypes a code into another word.
        ExactMatches exact = ExactMatches.of(searcher, asked, analysis, language);
        Ranking.Candidates candidates = ranking.candidates(searcher, question, language, exact);
        Map<String, Double> near = vectors.near(language, question.gist(), candidates.byId().keySet());
        try {
            String model = near.isEmpty() ? ConfidenceFeatures.WORDS : vectors.model(language);
            OfferScoring.Scorer scorer = scoring.scorer(asked, language, model);
            return near.isEmpty() ? aboveFloor(searcher, language, scorer, byWords(candidates.byId(), limit, scorer))
                    : byEmbeddingToo(candidates, near, vectors.scale(language), limit, scorer, model);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private List<Found> aboveFloor(IndexSearcher searcher, String language, OfferScoring.Scorer scorer,
            List<Found> found) throws IOException {
        if (scorer.knowsOutcomes() || found.stream().noneMatch(Found::offered)) {
            return found;
        }
        double floor = ownQuestions.floor(searcher, language);
        return found.stream().map(each -> each.offered() && each.score() < floor && !each.features().exact().hasCode()
                ? new Found(each.id(), each.score(), false, each.features())
                : each).toList();
    }

    private List<Found> byWords(Map<String, Ranking.Candidate> candidates, int limit, OfferScoring.Scorer scorer) {
        // Looking for evidence costs more than finding, so only the best are looked at.
        List<Ranking.Candidate> best = candidates.values().stream()
                .sorted(Comparator.comparingDouble(ArticleSearch::wordsAndCodes).reversed()
                        .thenComparing(Ranking.Candidate::id))
                .limit(Math.max(LOOKED_AT, limit)).toList();
        Map<String, ConfidenceFeatures> features = best.stream().collect(Collectors.toMap(Ranking.Candidate::id,
                each -> ConfidenceFeatures.byWords(each.exactly(), each.lexical())));
        double most = features.values().stream().mapToDouble(each -> each.lexical().order()).max().orElse(1);
        Stream<Ordered> ordered = best.stream().map(each -> new Ordered(each.id(),
                LEXICAL * features.get(each.id()).lexical().order() / most + (1 - LEXICAL) * each.score()
                        + each.exact()));
        return found(ordered, limit, scorer, features::get);
    }

    private List<Found> byEmbeddingToo(Ranking.Candidates candidates, Map<String, Double> near,
            CosineScale scale,
            int limit, OfferScoring.Scorer scorer, String model) {
        double[] nearest = near.values().stream().mapToDouble(Double::doubleValue).boxed()
                .sorted(Comparator.reverseOrder()).limit(NEAREST).mapToDouble(Double::doubleValue).toArray();
        double top = nearest[0];
        double span = Math.max(1e-6, top - nearest[nearest.length - 1]);
        var all = new LinkedHashSet<>(near.keySet());
        all.addAll(candidates.byId().keySet());
        var values = new HashMap<String, Double>();
        for (String id : all) {
            Ranking.Candidate candidate = candidates.byId().get(id);
            double words = candidate == null ? 0 : candidate.score();
            // An article imported a moment ago has no vector yet: its words stand for its meaning, too.
            double semantic = near.containsKey(id) ? (near.get(id) - (top - span)) / span : words;
            values.put(id, SEMANTIC * semantic + (1 - SEMANTIC) * words + (candidate == null ? 0 : candidate.exact()));
        }
        List<Found> found = found(all.stream().map(id -> new Ordered(id, values.get(id))), limit,
                scorer, id -> {
                    SemanticFeatures meaning = near.containsKey(id) ? meaning(scale, nearest, near.get(id)) : null;
                    return ConfidenceFeatures.byMeaning(model, candidates.exactly(id), meaning,
                            candidates.lexical(id));
                });
        // There is always a nearest one. When it is far off, only those are of use that share a word at least.
        SemanticFeatures best = found.get(0).features().meaning();
        return best == null || !best.farOff() ? found
                : found.stream().filter(each -> candidates.byId().containsKey(each.id())).toList();
    }

    private static double wordsAndCodes(Ranking.Candidate candidate) {
        return candidate.score() + candidate.exact();
    }

    private static SemanticFeatures meaning(CosineScale scale, double[] nearest, double cosine) {
        int place = place(nearest, cosine);
        return SemanticFeatures.of(scale, cosine, next(nearest, place, 1), next(nearest, place, CROWD));
    }

    private static int place(double[] nearest, double cosine) {
        int place = 0;
        while (place < nearest.length && nearest[place] > cosine) {
            place++;
        }
        return place;
    }

    /** The mean cosine of the nearest articles without the one in this place; 0 without any. */
    private static double next(double[] nearest, int place, int others) {
        return IntStream.range(0, nearest.length).filter(each -> each != place).limit(others)
                .mapToDouble(each -> nearest[each]).average().orElse(0);
    }

    private static List<Found> found(Stream<Ordered> ordered, int limit, OfferScoring.Scorer scorer, Weighed weighed) {
        var found = new ArrayList<Found>();
        double before = 1;
        for (Ordered each : ordered.sorted(Comparator.comparingDouble(Ordered::value).reversed()
                .thenComparing(Ordered::id)).limit(limit).toList()) {
            // What stands behind a better one cannot be surer than it.
            ConfidenceFeatures features = weighed.of(each.id());
            before = Math.min(before, scorer.score(features));
            double score = features.exact().lacksCode() ? Math.min(WITHOUT_THE_CODE, before) : before;
            found.add(new Found(each.id(), score, scorer.offers(each.id(), score), features));
        }
        return found;
    }

    private interface Weighed {
        ConfidenceFeatures of(String id);
    }

    private static List<String> languages(IndexSearcher searcher, String language) {
        Stream<String> indexed = FieldInfos.getIndexedFields(searcher.getIndexReader()).stream()
                .filter(field -> field.startsWith(ArticleIndex.WHOLE))
                .map(field -> field.substring(ArticleIndex.WHOLE.length()));
        return language == null ? indexed.sorted().toList()
                : indexed.filter(Objects.requireNonNullElse(LanguageCode.of(language), "")::equals).toList();
    }
}
