package io.aftercare.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Finds the articles of one language that share words, or character n-grams, with a question (BM25), and says for each
 * on what evidence. Whether the evidence suffices is for {@link Confidence}.
 */
final class Ranking {

    static final float TITLE_BOOST = 0.6f;
    /** What customers called it weighs as much as a title: it is as short and as much to the point. */
    private static final float LEARNED_QUERIES_BOOST = 0.9f;
    /** Beyond, a mail tells a story; its rarest words are kept. */
    private static final int MOST_TERMS = 60;
    private static final int CANDIDATES = 60;
    private static final int CROWD = 4;
    private static final int NOWHERE = -1;
    /** Among few articles, one may be alone by chance. */
    private static final double ALONE = 0.5;
    /** Character n-grams are many; the rarest of the rarest words tell most and cost least. */
    private static final int TERMS_BY_N_GRAMS = 12;
    private static final int MOST_N_GRAMS = 24;
    /** An article that shares letters but no word must share many; some are shared by any two texts. */
    private static final float N_GRAMS_ALONE = 0.5f;

    private static final double N_GRAMS = 0.15;
    /** What a synonym counts beside the word itself: it may mean something else here. */
    static final double SYNONYM = 0.7;

    private final Analysis analysis;

    Ranking(Analysis analysis) {
        this.analysis = analysis;
    }

    /**
     * An article that shares words or character n-grams with the question.
     *
     * @param words  BM25 of the words in proportion to the best candidate's, 0 to 1
     * @param nGrams BM25 of the character n-grams in proportion to the best candidate's, 0 to 1
     * @param exact  what it has letter by letter, see {@link ExactMatches#value}
     */
    record Candidate(String id, double words, double nGrams, double exact, ExactFeatures exactly, Weighing weighing) {

        /** By words and letters, 0 to 1. */
        double score() {
            return (1 - N_GRAMS) * words + N_GRAMS * nGrams;
        }

        /** Costs about as much as finding the candidate; to be asked for while the searcher is held. */
        LexicalFeatures lexical() {
            try {
                return weighing.lexical();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /**
     * The articles found.
     *
     * @param exactly what every other article has letter by letter
     * @param nothing what speaks by words for every other article
     */
    record Candidates(Map<String, Candidate> byId, ExactFeatures exactly, LexicalFeatures nothing) {

        ExactFeatures exactly(String id) {
            return byId.containsKey(id) ? byId.get(id).exactly() : exactly;
        }

        /** See {@link Candidate#lexical}. */
        LexicalFeatures lexical(String id) {
            return byId.containsKey(id) ? byId.get(id).lexical() : nothing;
        }
    }

    /** Looks for what speaks for a candidate. */
    interface Weighing {
        LexicalFeatures lexical() throws IOException;
    }

    /**
     * A term of the question.
     *
     * @param forms the term itself and those that mean the same, with what each counts, 0 to 1
     * @param known whether an article has one of them
     */
    private record Asked(String term, double weight, double rarity, Map<String, Double> forms, boolean known) {

        double value() {
            return weight * rarity;
        }
    }

    /**
     * How an article stands among the others found.
     *
     * @param next  score of the best other
     * @param crowd mean score of the best others
     */
    private record Standing(float score, double nGrams, float next, float crowd) {

        /** -1 to 1. */
        double ahead(float other) {
            return other == 0 ? score == 0 ? -1 : ALONE : (score - other) / Math.max(score, other);
        }
    }

    /**
     * The best of the articles, and those that have what the question asks for letter by letter.
     *
     * @param exact which these are
     */
    Candidates candidates(IndexSearcher searcher, CustomerQuestion question, String language, ExactMatches exact)
            throws IOException {
        return candidates(searcher, question, language, exact, NOWHERE);
    }

    /** @param missing an article that is taken not to be there; -1 for none */
    Candidates candidates(IndexSearcher searcher, CustomerQuestion question, String language, ExactMatches exact,
            int missing) throws IOException {
        String title = ArticleIndex.TITLE + language;
        String whole = ArticleIndex.WHOLE + language;
        IndexReader reader = searcher.getIndexReader();
        List<Asked> asked =
                asked(reader, question.terms(analysis, language), language);
        if (asked.isEmpty() && exact.documents().isEmpty()) {
            return new Candidates(Map.of(), exact.features(NOWHERE), LexicalFeatures.NOTHING);
        }
        var query = new BooleanQuery.Builder();
        asked.stream().filter(Asked::known).forEach(term -> {
            query.add(boosted(title, term, TITLE_BOOST), Occur.SHOULD);
            query.add(boosted(whole, term, 1), Occur.SHOULD);
            query.add(worded(ArticleIndex.LEARNED_QUERIES + language, term), Occur.SHOULD);
        });
        ScoreDoc[] byWords = found(searcher, query.build(), CANDIDATES, missing);
        ScoreDoc[] byNGrams = found(searcher, nGrams(reader, asked, language), CANDIDATES / 2, missing);
        var words = scores(byWords);
        var nGrams = scores(byNGrams);
        var all = new LinkedHashSet<>(words.keySet());
        all.addAll(nGrams.keySet());
        all.addAll(exact.documents());
        List<Set<String>> sentences = new ArrayList<>();
        question.sentences().forEach(sentence -> sentences.add(new HashSet<>(analysis.terms(language, sentence))));
        sentences.add(new HashSet<>(analysis.terms(language, question.subject())));
        var candidates = new LinkedHashMap<String, Candidate>();
        for (int document : all) {
            float score = words.getOrDefault(document, 0f);
            float nGramScore = nGrams.getOrDefault(document, 0f) / (byNGrams.length == 0 ? 1 : byNGrams[0].score);
            if (score == 0 && nGramScore < N_GRAMS_ALONE && exact.value(document) == 0) {
                continue;
            }
            float best = byWords.length == 0 ? 0 : byWords[0].score;
            var standing = new Standing(score, nGramScore, next(byWords, document, 1), next(byWords, document, CROWD));
            String id = searcher.storedFields().document(document).get(ArticleIndex.ID);
            candidates.put(id, new Candidate(id, score == 0 ? 0 : score / best, nGramScore,
                    exact.value(document), exact.features(document),
                    () -> lexical(reader, document, standing, asked, sentences, language)));
        }
        return new Candidates(candidates, exact.features(NOWHERE), LexicalFeatures.nothing(length(asked),
                Math.log(reader.getDocCount(whole))));
    }

    private static ScoreDoc[] found(IndexSearcher searcher, Query query, int most, int missing) throws IOException {
        return Arrays.stream(searcher.search(query, most).scoreDocs).filter(each -> each.doc != missing)
                .toArray(ScoreDoc[]::new);
    }

    /** The mean score of the best others; 0 without any. */
    private static float next(ScoreDoc[] found, int document, int others) {
        return (float) Arrays.stream(found).filter(each -> each.doc != document).limit(others)
                .mapToDouble(each -> each.score).average().orElse(0);
    }

    private Query nGrams(IndexReader reader, List<Asked> asked, String language) throws IOException {
        var frequencies = new HashMap<Term, Integer>();
        // A number that is written differently is another number.
        for (Asked term : asked.stream().filter(each -> each.term().chars().noneMatch(Character::isDigit))
                .limit(TERMS_BY_N_GRAMS).toList()) {
            for (String nGram : analysis.characterNGrams(term.term())) {
                var nGramTerm = new Term(ArticleIndex.CHARACTER_NGRAMS + language, nGram);
                int having = reader.docFreq(nGramTerm);
                if (having > 0) {
                    frequencies.put(nGramTerm, having);
                }
            }
        }
        var query = new BooleanQuery.Builder();
        frequencies.entrySet().stream().sorted(Map.Entry.<Term, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey())).limit(MOST_N_GRAMS)
                .forEach(nGramTerm -> query.add(new TermQuery(nGramTerm.getKey()), Occur.SHOULD));
        return query.build();
    }

    private static Map<Integer, Float> scores(ScoreDoc[] found) {
        var scores = new LinkedHashMap<Integer, Float>();
        for (ScoreDoc each : found) {
            scores.put(each.doc, each.score);
        }
        return scores;
    }

    private LexicalFeatures lexical(IndexReader reader, int document, Standing standing, List<Asked> asked,
            List<Set<String>> sentences, String language) throws IOException {
        String wholeField = ArticleIndex.WHOLE + language;
        Map<String, Long> title = terms(reader.termVectors().get(document, ArticleIndex.TITLE + language));
        Map<String, Long> whole = terms(reader.termVectors().get(document, wholeField));
        terms(reader.termVectors().get(document, ArticleIndex.LEARNED_QUERIES + language))
                .forEach((term, times) -> whole.merge(term, times, Long::sum));
        long documents = reader.getDocCount(wholeField);
        double rarest = rarity(documents, 1);
        double all = 0;
        double covered = 0;
        double inTitle = 0;
        double unknown = 0;
        double missing = 0;
        double peculiarity = 0;
        double evidence = 0;
        var rarities = new HashMap<String, Asked>();
        var forms = new HashSet<String>();
        for (Asked term : asked) {
            rarities.put(term.term(), term);
            forms.addAll(term.forms().keySet());
            double match = match(term, title, whole);
            all += term.value();
            covered += term.value() * match;
            inTitle += term.value() * match(term, title, Map.of());
            if (match > 0) {
                peculiarity = Math.max(peculiarity, term.rarity() / rarest);
                evidence += term.rarity() / rarest;
            } else if (term.known()) {
                missing = Math.max(missing, term.rarity() / rarest);
            } else {
                unknown += term.value();
            }
        }
        double titleAll = 0;
        double titleCovered = 0;
        for (String term : title.keySet()) {
            double rarity = rarity(documents, reader.docFreq(new Term(wholeField, term)));
            titleAll += rarity;
            titleCovered += forms.contains(term) ? rarity : 0;
        }
        return new LexicalFeatures(share(covered, all), share(titleCovered, titleAll),
                focus(sentences, rarities, title, whole, rarest),
                Math.min(1, share(standing.score(), all * (1 + TITLE_BOOST))), standing.ahead(standing.next()),
                standing.ahead(standing.crowd()), share(inTitle, all), missing, share(unknown, all), peculiarity,
                Math.log1p(evidence),
                standing.nGrams(), length(asked), Math.log(documents));
    }

    private static double share(double some, double all) {
        return all == 0 ? 0 : some / all;
    }

    private static double length(List<Asked> asked) {
        return Math.log(Math.max(1, asked.size()));
    }

    private static double focus(List<Set<String>> sentences, Map<String, Asked> rarities, Map<String, Long> title,
            Map<String, Long> whole, double rarest) {
        double focus = 0;
        for (Set<String> sentence : sentences) {
            double in = 0;
            double matched = 0;
            for (String term : sentence) {
                Asked known = rarities.get(term);
                if (known != null) {
                    in += known.rarity();
                    matched += known.rarity() * match(known, title, whole);
                }
            }
            focus = in == 0 ? focus : Math.max(focus, matched / in * Math.min(1, in / (2 * rarest)));
        }
        return focus;
    }

    private static double match(Asked term, Map<String, Long> title, Map<String, Long> whole) {
        double match = 0;
        for (Map.Entry<String, Double> form : term.forms().entrySet()) {
            match = Math.max(match, form.getValue() * match(form.getKey(), title, whole));
        }
        return match;
    }

    /** In the title counts full; in the body the more often, the more. */
    private static double match(String term, Map<String, Long> title, Map<String, Long> whole) {
        if (title.containsKey(term)) {
            return 1;
        }
        long times = whole.getOrDefault(term, 0L);
        return times / (times + 1.0);
    }

    private List<Asked> asked(IndexReader reader, Map<String, Double> terms, String language) throws IOException {
        long documents = reader.getDocCount(ArticleIndex.WHOLE + language);
        var asked = new ArrayList<Asked>();
        for (Map.Entry<String, Double> term : terms.entrySet()) {
            int having = having(reader, language, term.getKey());
            double rarity = rarity(documents, Math.max(1, having));
            // Such as the number of an order; what may be a code is seen to by ExactMatches.
            if (having == 0 && term.getKey().chars().anyMatch(Character::isDigit)) {
                continue;
            }
            var forms = new HashMap<String, Double>();
            double mostUsual = Double.MAX_VALUE;
            for (String synonym : analysis.synonyms(language, term.getKey())) {
                int havingSynonym = having(reader, language, synonym);
                if (havingSynonym > 0) {
                    double own = rarity(documents, havingSynonym);
                    mostUsual = Math.min(mostUsual, own);
                    // A rare synonym of a usual word tells no more than the usual word.
                    forms.put(synonym, SYNONYM * (having == 0 ? 1 : Math.min(1, rarity / own)));
                }
            }
            if (having > 0) {
                forms.put(term.getKey(), 1.0);
            }
            asked.add(new Asked(term.getKey(), term.getValue(),
                    having == 0 && !forms.isEmpty() ? mostUsual : rarity, forms, !forms.isEmpty()));
        }
        asked.sort(Comparator.comparingDouble(Asked::value).reversed());
        return asked.subList(0, Math.min(MOST_TERMS, asked.size()));
    }

    private static int having(IndexReader reader, String language, String term) throws IOException {
        return Math.max(reader.docFreq(new Term(ArticleIndex.WHOLE + language, term)),
                reader.docFreq(new Term(ArticleIndex.LEARNED_QUERIES + language, term)));
    }

    static double rarity(long documents, int having) {
        return Math.log(1 + (documents - having + 0.5) / (having + 0.5));
    }

    private static Query boosted(String field, Asked term, float boost) {
        return anyForm(term, (form, counts) -> new BoostQuery(new TermQuery(new Term(field, form)),
                (float) (boost * term.weight() * counts)));
    }

    /**
     * Few articles have wordings, so a word's rarity among wordings says nothing; nor does how many wordings there are.
     */
    private static Query worded(String field, Asked term) {
        return anyForm(term,
                (form, counts) -> new BoostQuery(new ConstantScoreQuery(new TermQuery(new Term(field, form))),
                        (float) (LEARNED_QUERIES_BOOST * term.value() * counts)));
    }

    /** An article that has the word and its synonyms has it no more than one that has the word. */
    private static Query anyForm(Asked term, BiFunction<String, Double, Query> query) {
        List<Query> forms =
                term.forms().entrySet().stream().map(form -> query.apply(form.getKey(), form.getValue())).toList();
        return forms.size() == 1 ? forms.get(0) : new DisjunctionMaxQuery(forms, 0);
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
