package io.aftercare.knowledge;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;

/**
 * Questions that a knowledge base asks itself: the titles of its articles, each asked as if its article were not there.
 * Whatever is found then is wrong, however sure it looks; where many articles look alike, it looks surer. So much must
 * an article found by words alone be surer than those, as long as no outcomes of offers are known.
 */
final class OwnQuestions {

    /** They take a few tenths of a second, once after the articles have changed. */
    private static final int TITLES = 100;
    /** Fewer say nothing. */
    private static final int LEAST_TITLES = 20;
    /** Of the wrong articles, how many are surer than the floor. */
    private static final double SURER = 0.03;

    private record Known(String revision, double floor) {
    }

    private final Ranking ranking;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    OwnQuestions(Ranking ranking) {
        this.ranking = ranking;
    }

    /** The confidence by words that an article of this language must have at least to be offered, 0 to 1. */
    double floor(IndexSearcher searcher, String language) throws IOException {
        String revision = ((DirectoryReader) searcher.getIndexReader()).getIndexCommit().getUserData()
                .getOrDefault(ArticleIndex.REVISION, "");
        Known before = known.get(language);
        if (before == null || !before.revision().equals(revision)) {
            before = new Known(revision, floorOf(searcher, language));
            known.put(language, before);
        }
        return before.floor();
    }

    private double floorOf(IndexSearcher searcher, String language) throws IOException {
        double[] wrong = wrong(searcher, language);
        return wrong.length < LEAST_TITLES ? 0 : wrong[(int) ((1 - SURER) * (wrong.length - 1))];
    }

    private double[] wrong(IndexSearcher searcher, String language) throws IOException {
        ScoreDoc[] articles =
                searcher.search(new FieldExistsQuery(ArticleIndex.TITLE + language), Integer.MAX_VALUE).scoreDocs;
        int asked = Math.min(TITLES, articles.length);
        double[] wrong = new double[asked];
        for (int each = 0; each < asked; each++) {
            wrong[each] = bestOther(searcher, articles[(int) ((long) each * articles.length / asked)].doc, language);
        }
        Arrays.sort(wrong);
        return wrong;
    }

    private double bestOther(IndexSearcher searcher, int article, String language) throws IOException {
        String title = searcher.storedFields().document(article).get(ArticleIndex.NAME);
        Ranking.Candidates others = ranking.candidates(searcher, new CustomerQuestion("", List.of(title)), language,
                ExactMatches.NONE, article);
        return others.byId().values().stream().max(Comparator.comparingDouble(Ranking.Candidate::score))
                .map(best -> Confidence.of(ExactFeatures.NONE, best.lexical())).orElse(0.0);
    }
}
