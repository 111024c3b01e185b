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
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Questions that a knowledge base asks itself: the titles of its articles, each asked as if its article were not there.
 * Whatever is found then is wrong, however sure it looks; where many articles look alike, it looks surer. So much must
 * an article found by words alone be surer than those, as long as no outcomes of offers are known.
 *
 * <p>
 * They are asked in the background after the articles have changed; until then what was known before holds. No question
 * of a customer waits for them.
 */
@Component
class OwnQuestions {

    /** However many articles there are; among ten thousand, all take half a second. */
    private static final int TITLES = 100;
    /** Fewer say nothing. */
    private static final int LEAST_TITLES = 20;
    /** Of the wrong articles, how many are surer than the floor. */
    private static final double SURER = 0.03;
    /** Of articles that have not yet been asked about: as high as where many of them look alike. */
    static final double CAUTIOUS = 0.9;

    private record Known(String revision, double floor) {
    }

    private final ArticleIndex index;
    private final Ranking ranking;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    OwnQuestions(ArticleIndex index, Analysis analysis) {
        this.index = index;
        this.ranking = new Ranking(analysis);
    }

    /** Asks those of each language whose articles have changed since. */
    @Scheduled(fixedDelayString = KnowledgeProperties.REFRESH_INTERVAL, initialDelay = 0)
    synchronized void refresh() {
        for (String language : index.languages()) {
            index.search(searcher -> {
                refresh(searcher, language);
                return null;
            });
        }
    }

    /** The confidence by words that an article of this language must have at least to be offered, 0 to 1. */
    double floor(IndexSearcher searcher, String language) throws IOException {
        Known asked = known.get(language);
        if (asked != null) {
            return asked.floor();
        }
        return saysSomething(searcher, language) ? CAUTIOUS : 0;
    }

    private void refresh(IndexSearcher searcher, String language) throws IOException {
        String revision = ((DirectoryReader) searcher.getIndexReader()).getIndexCommit().getUserData()
                .getOrDefault(ArticleIndex.REVISION, "");
        if (!saysSomething(searcher, language)) {
            known.remove(language);
        } else if (!known.containsKey(language) || !known.get(language).revision().equals(revision)) {
            double[] wrong = wrong(searcher, language);
            known.put(language, new Known(revision, wrong[(int) ((1 - SURER) * (wrong.length - 1))]));
        }
    }

    private static boolean saysSomething(IndexSearcher searcher, String language) throws IOException {
        return searcher.getIndexReader().getDocCount(ArticleIndex.TITLE + language) >= LEAST_TITLES;
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
