package io.aftercare.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Finds the articles of one language that share words, or runs of letters, with a question (BM25), and says for each on
 * what evidence. Whether the evidence suffices is for {@link Confidence}.
 */
final class Ranking {

    static final float TITLE_BOOST = 0.6f;
    /** What customers called it weighs as much as a title: it is as short and as much to the point. */
    private static final float WORDINGS_BOOST = 0.9f;
    /** Beyond, a mail tells a story; its rarest words are kept. */
    private static final int MOST_TERMS = 60;
    private static final int CANDIDATES = 60;
    /** Runs of letters are many; the rarest of the rarest words tell most and cost least. */
    private static final int TERMS_BY_LETTERS = 12;
    private static final int RUNS_OF_LETTERS = 24;
    /** An article that shares letters but no word must share many; some are shared by any two texts. */
    private static final float LETTERS_ALONE = 0.5f;

    private static final double LETTERS = 0.25;

    private final Analysis analysis;

    Ranking(Analysis analysis) {
        this.analysis = analysis;
    }

    /**
     * An article that shares words or runs of letters with the question.
     *
     * @param words   BM25 of the words in proportion to the best candidate's, 0 to 1
     * @param letters BM25 of the runs of letters in proportion to the best candidate's, 0 to 1
     */
    record Candidate(String id, double words, double letters, Weighing weighing) {

        /** By words and letters, 0 to 1. */
        double score() {
            return (1 - LETTERS) * words + LETTERS * letters;
        }

        /** Costs about as much as finding the candidate; to be asked for while the searcher is held. */
        Evidence evidence() {
            try {
                return weighing.evidence();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** Looks for what speaks for a candidate. */
    interface Weighing {
        Evidence evidence() throws IOException;
    }

    /** A term of the question. */
    private record Asked(String term, double weight, double rarity, boolean known) {

        double value() {
            return weight * rarity;
        }
    }

    /** In no order. */
    List<Candidate> candidates(IndexSearcher searcher, Question question, String language) throws IOException {
        String title = ArticleIndex.TITLE + language;
        String whole = ArticleIndex.WHOLE + language;
        IndexReader reader = searcher.getIndexReader();
        List<Asked> asked = asked(reader, question.terms(analysis, language), whole, ArticleIndex.WORDINGS + language);
        if (asked.isEmpty()) {
            return List.of();
        }
        var query = new BooleanQuery.Builder();
        asked.stream().filter(Asked::known).forEach(term -> {
            query.add(boosted(title, term, TITLE_BOOST), Occur.SHOULD);
            query.add(boosted(whole, term, 1), Occur.SHOULD);
            query.add(worded(ArticleIndex.WORDINGS + language, term), Occur.SHOULD);
        });
        ScoreDoc[] byWords = searcher.search(query.build(), CANDIDATES).scoreDocs;
        ScoreDoc[] byLetters = searcher.search(letters(reader, asked, language), CANDIDATES / 2).scoreDocs;
        var words = scores(byWords);
        var letters = scores(byLetters);
        var all = new LinkedHashSet<>(words.keySet());
        all.addAll(letters.keySet());
        List<Set<String>> sentences = new ArrayList<>();
        question.sentences().forEach(sentence -> sentences.add(new HashSet<>(analysis.terms(language, sentence))));
        sentences.add(new HashSet<>(analysis.terms(language, question.subject())));
        var candidates = new ArrayList<Candidate>();
        for (int document : all) {
            float score = words.getOrDefault(document, 0f);
            float runs = letters.getOrDefault(document, 0f) / (byLetters.length == 0 ? 1 : byLetters[0].score);
            if (score == 0 && runs < LETTERS_ALONE) {
                continue;
            }
            float best = byWords.length == 0 ? 0 : byWords[0].score;
            float rival = byWords.length < 2 ? 0 : document == byWords[0].doc ? byWords[1].score : best;
            candidates.add(new Candidate(searcher.storedFields().document(document).get(ArticleIndex.ID),
                    score == 0 ? 0 : score / best, runs,
                    () -> evidence(reader, new ScoreDoc(document, score), rival, asked, sentences, title, whole, ArticleIndex.WORDINGS + language)));
        }
        return candidates;
    }

    private Query letters(IndexReader reader, List<Asked> asked, String language) throws IOException {
        var frequencies = new HashMap<Term, Integer>();
        for (Asked term : asked.subList(0, Math.min(TERMS_BY_LETTERS, asked.size()))) {
            for (String gram : analysis.grams(term.term())) {
                var run = new Term(ArticleIndex.GRAMS + language, gram);
                int having = reader.docFreq(run);
                if (having > 0) {
                    frequencies.put(run, having);
                }
            }
        }
        var query = new BooleanQuery.Builder();
        frequencies.entrySet().stream().sorted(Map.Entry.<Term, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey())).limit(RUNS_OF_LETTERS)
                .forEach(run -> query.add(new TermQuery(run.getKey()), Occur.SHOULD));
        return query.build();
    }

    private static Map<Integer, Float> scores(ScoreDoc[] found) {
        var scores = new LinkedHashMap<Integer, Float>();
        for (ScoreDoc each : found) {
            scores.put(each.doc, each.score);
        }
        return scores;
    }

    private Evidence evidence(IndexReader reader, ScoreDoc document, float rival, List<Asked> asked,
            List<Set<String>> sentences, String titleField, String wholeField, String wordingsField) throws IOException {
        Map<String, Long> title = terms(reader.termVectors().get(document.doc, titleField));
        Map<String, Long> whole = terms(reader.termVectors().get(document.doc, wholeField));
        terms(reader.termVectors().get(document.doc, wordingsField)).forEach((term, times) -> whole.merge(term, times, Long::sum));
        double all = 0;
        double covered = 0;
        double ideal = 0;
        var rarities = new HashMap<String, Asked>();
        for (Asked term : asked) {
            rarities.put(term.term(), term);
            all += term.value();
            ideal += term.value() * (1 + TITLE_BOOST);
            covered += term.value() * match(term.term(), title, whole);
        }
        double titleAll = 0;
        double titleCovered = 0;
        long documents = reader.getDocCount(wholeField);
        for (String term : title.keySet()) {
            double rarity = rarity(documents, reader.docFreq(new Term(wholeField, term)));
            titleAll += rarity;
            titleCovered += rarities.containsKey(term) ? rarity : 0;
        }
        double focus = 0;
        for (Set<String> sentence : sentences) {
            double in = 0;
            double matched = 0;
            for (String term : sentence) {
                Asked known = rarities.get(term);
                if (known != null) {
                    in += known.rarity();
                    matched += known.rarity() * match(term, title, whole);
                }
            }
            focus = in == 0 ? focus : Math.max(focus, matched / in * Math.min(1, in / (2 * rarity(documents, 1))));
        }
        return new Evidence(covered / all, titleAll == 0 ? 0 : titleCovered / titleAll, focus,
                Math.min(1, document.score / ideal), rival == 0 ? document.score == 0 ? -1 : 1
                        : (document.score - rival) / Math.max(document.score, rival));
    }

    /** In the title counts full; in the body the more often, the more. */
    private static double match(String term, Map<String, Long> title, Map<String, Long> whole) {
        if (title.containsKey(term)) {
            return 1;
        }
        long times = whole.getOrDefault(term, 0L);
        return times / (times + 1.0);
    }

    private static List<Asked> asked(IndexReader reader, Map<String, Double> terms, String whole, String wordings)
            throws IOException {
        long documents = reader.getDocCount(whole);
        var asked = new ArrayList<Asked>();
        for (Map.Entry<String, Double> term : terms.entrySet()) {
            int having = Math.max(reader.docFreq(new Term(whole, term.getKey())),
                    reader.docFreq(new Term(wordings, term.getKey())));
            asked.add(new Asked(term.getKey(), term.getValue(), rarity(documents, Math.max(1, having)), having > 0));
        }
        asked.sort(Comparator.comparingDouble(Asked::value).reversed());
        return asked.subList(0, Math.min(MOST_TERMS, asked.size()));
    }

    private static double rarity(long documents, int having) {
        return Math.log(1 + (documents - having + 0.5) / (having + 0.5));
    }

    private static Query boosted(String field, Asked term, float boost) {
        return new BoostQuery(new TermQuery(new Term(field, term.term())), (float) (boost * term.weight()));
    }

    /** Few articles have wordings, so a word's rarity among wordings says nothing; nor does how many wordings there are. */
    private static Query worded(String field, Asked term) {
        return new BoostQuery(new ConstantScoreQuery(new TermQuery(new Term(field, term.term()))),
                (float) (WORDINGS_BOOST * term.value()));
    }

    private static Map<String, Long> terms(Terms vector) throws IOException {
        var terms = new HashMap<String, Long>();
        if (vector != null) {
            var each = vector.iterator();
            for (BytesRef term = each.next(); term != null; term = each.next()) {
                terms.put(term.utf8ToString(), each.totalTermFreq());
            }
        }
        return terms;
    }
}
