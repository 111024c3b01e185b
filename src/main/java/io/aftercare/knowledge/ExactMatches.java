package io.aftercare.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/**
 * Which articles of a language have what a question asks for letter by letter: codes and numbers ({@link ExactTerms})
 * and what it quotes. The rarer it is among the articles, the more it counts.
 */
final class ExactMatches {

    private static final int MOST = 60;
    /** More than any agreement of words and meaning, which is 1 at most: the article that has the code comes first. */
    private static final double CODE = 2;
    private static final double QUOTED = 1;
    private static final double NAME = 0.5;
    /** Of what stands in a sentence, such as the version that a customer uses. */
    private static final double NUMBER = 0.3;
    /** An article that has the number, but does not call it a code. */
    private static final double NOT_CALLED = 0.75;
    /** What more articles have is no mark of one of them: those without it may answer. */
    private static final double RARE = 0.05;
    private static final int RARE_AT_LEAST = 3;
    private static final int LONGEST_QUOTE = 25;

    /** Of a question that asks for nothing letter by letter. */
    static final ExactMatches NONE = new ExactMatches();

    private final Map<Integer, Double> values = new HashMap<>();
    private final List<Set<Integer>> rareCodes = new ArrayList<>();
    private final Set<Integer> quoting = new HashSet<>();
    private boolean unknownCode;
    private boolean quotes;

    private ExactMatches() {
    }

    static ExactMatches of(IndexSearcher searcher, CustomerQuestion question, Analysis analysis, String language)
            throws IOException {
        var matches = new ExactMatches();
        IndexReader reader = searcher.getIndexReader();
        long documents = reader.getDocCount(ArticleIndex.WHOLE + language);
        double rarest = Ranking.rarity(documents, 1);
        for (ExactTerms.Asked asked : ExactTerms.of(question)) {
            double value = asked.kind() == ExactTerms.Kind.CODE ? CODE
                    : asked.kind() == ExactTerms.Kind.NAME ? NAME : NUMBER;
            var having = new HashSet<Integer>();
            for (String key : asked.keys()) {
                var term = new Term(ArticleIndex.EXACT + language, key);
                int frequency = reader.docFreq(term);
                if (frequency > 0) {
                    matches.add(searcher, new TermQuery(term), value * Ranking.rarity(documents, frequency) / rarest,
                            having);
                }
                value *= NOT_CALLED;
            }
            if (asked.kind() == ExactTerms.Kind.CODE) {
                matches.unknownCode |= having.isEmpty();
                if (having.size() <= Math.max(RARE_AT_LEAST, RARE * documents)) {
                    matches.rareCodes.add(having);
                }
            }
        }
        for (String quoted : ExactTerms.quoted(question)) {
            List<String> words = analysis.words(quoted);
            if (words.size() > 1 && words.size() <= LONGEST_QUOTE) {
                matches.quotes = true;
                var phrase = new PhraseQuery(ArticleIndex.WORDS + language, words.toArray(String[]::new));
                int frequency = searcher.count(phrase);
                if (frequency > 0) {
                    matches.add(searcher, phrase, QUOTED * Ranking.rarity(documents, frequency) / rarest,
                            matches.quoting);
                }
            }
        }
        return matches;
    }

    private void add(IndexSearcher searcher, Query query, double value, Set<Integer> having) throws IOException {
        for (ScoreDoc each : searcher.search(query, MOST).scoreDocs) {
            if (having.add(each.doc)) {
                values.merge(each.doc, Math.max(0, value), Double::sum);
            }
        }
    }

    /** Those that have something; they are candidates whatever else they say. */
    Set<Integer> documents() {
        return values.keySet();
    }

    /** What an article has of it, in proportion to the agreement in words and meaning, which is 1 at most. */
    double value(int document) {
        return values.getOrDefault(document, 0.0);
    }

    /** @param document -1 for one that has nothing of it */
    ExactFeatures features(int document) {
        double code = rareCodes.stream().filter(having -> having.contains(document))
                .mapToDouble(having -> 1.0 / having.size()).max().orElse(rareCodes.isEmpty() ? 0 : -1);
        return new ExactFeatures(unknownCode ? -1 : code,
                !quotes ? 0 : quoting.contains(document) ? 1 : -1);
    }
}
