package io.aftercare.knowledge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.util.CharsRef;

/** How text becomes terms: an analyzer a language, made once; safe for use by several threads. */
final class Analysis {

    private final Map<String, Analyzer> analyzers = Map.of(
            "en", withSynonyms(new EnglishAnalyzer(noiseWords("en")), "en"),
            "fr", withSynonyms(new FrenchAnalyzer(noiseWords("fr")), "fr"));
    private final Analyzer other = new StandardAnalyzer();
    /** As they are written, in small letters. */
    private final Analyzer words = new StandardAnalyzer();
    private final Analyzer grams = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            var words = new StandardTokenizer();
            return new TokenStreamComponents(words,
                    new NGramTokenFilter(new ASCIIFoldingFilter(new LowerCaseFilter(words)), 3, 4, false));
        }
    };

    /** @param language ISO 639-1; a language without an analyzer of its own is split into words only */
    Analyzer of(String language) {
        return analyzers.getOrDefault(language, other);
    }

    /** For an index whose field names end in an underscore and the language. */
    Analyzer byField() {
        return new DelegatingAnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return field.startsWith(ArticleIndex.GRAMS) ? grams : field.startsWith(ArticleIndex.WORDS) ? words
                        : of(field.substring(field.lastIndexOf('_') + 1));
            }
        };
    }

    /** The terms of a text in order, repetitions kept. */
    List<String> terms(String language, String text) {
        return terms(of(language), text);
    }

    /** The words of a text as they are written, in small letters. */
    List<String> words(String text) {
        return terms(words, text);
    }

    /** Runs of three and four letters, by which a word is found that is written or inflected differently. */
    List<String> grams(String text) {
        return terms(grams, text);
    }

    private static List<String> terms(Analyzer analyzer, String text) {
        var terms = new ArrayList<String>();
        try (TokenStream stream = analyzer.tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return terms;
    }

    private static Analyzer withSynonyms(Analyzer plain, String language) {
        SynonymMap synonyms = synonyms(plain, language);
        return new AnalyzerWrapper(plain.getReuseStrategy()) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return plain;
            }

            @Override
            protected TokenStreamComponents wrapComponents(String field, TokenStreamComponents components) {
                return new TokenStreamComponents(components.getSource(),
                        new SynonymGraphFilter(components.getTokenStream(), synonyms, false));
            }
        };
    }

    private static SynonymMap synonyms(Analyzer plain, String language) {
        var synonyms = new SynonymMap.Builder(true);
        for (String line : lines("synonyms-" + language)) {
            List<CharsRef> words = Arrays.stream(line.split(","))
                    .flatMap(word -> terms(plain, word).stream().limit(1)).map(CharsRef::new).distinct().toList();
            words.stream().skip(1).forEach(word -> synonyms.add(word, words.get(0), false));
        }
        try {
            return synonyms.build();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static CharArraySet noiseWords(String language) {
        var words = new CharArraySet(500, true);
        lines("noise-words-" + language).forEach(line -> words.addAll(Arrays.asList(line.split("\\s+"))));
        return words;
    }

    private static List<String> lines(String name) {
        try (var reader = new BufferedReader(new InputStreamReader(
                Analysis.class.getResourceAsStream("/knowledge/" + name + ".txt"), StandardCharsets.UTF_8))) {
            return reader.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
