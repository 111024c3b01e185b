package io.aftercare.knowledge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** How text becomes terms: an analyzer a language, made once when it is asked for; safe for use by several threads. */
final class Analysis {

    /**
     * How a language is read.
     *
     * @param grammar  words that say nothing about what a question is about
     * @param synonyms by term those that mean the same
     */
    private record Reading(Analyzer analyzer, CharArraySet grammar, Map<String, Set<String>> synonyms) {
    }

    private final Map<String, Reading> readings = new ConcurrentHashMap<>();
    private final Synonyms synonyms;
    /** As they are written, in small letters. */
    private final Analyzer words = plain(new StandardAnalyzer(), stream -> stream);
    private final Analyzer characterNGrams = plain(new StandardAnalyzer(),
            stream -> new NGramTokenFilter(new ASCIIFoldingFilter(stream), 3, 4, false));

    /** With the synonyms that come with the application. */
    Analysis() {
        this(Synonyms.shipped());
    }

    Analysis(Synonyms synonyms) {
        this.synonyms = synonyms;
    }

    /** @param language ISO 639-1; a language that nobody knows here is split into words only */
    Analyzer of(String language) {
        return reading(language).analyzer();
    }

    /** The terms that mean the same as this one; mostly none. */
    Set<String> synonyms(String language, String term) {
        return reading(language).synonyms().getOrDefault(term, Set.of());
    }

    /**
     * How many words of a text are grammar or courtesy of a language: a short question shows by them which it is in.
     */
    long grammarWords(String language, String text) {
        CharArraySet grammar = reading(language).grammar();
        return words(text).stream().filter(grammar::contains).count();
    }

    /** Tells an index that was made by this analysis from one that was made with other synonyms. */
    String fingerprint() {
        return synonyms.fingerprint();
    }

    private Reading reading(String language) {
        return readings.computeIfAbsent(language, this::read);
    }

    /** For an index whose field names end in an underscore and the language. */
    Analyzer byField() {
        return new DelegatingAnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return field.startsWith(ArticleIndex.CHARACTER_NGRAMS) ? characterNGrams
                        : field.startsWith(ArticleIndex.WORDS) ? words
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
    List<String> characterNGrams(String text) {
        return terms(characterNGrams, text);
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

    private Reading read(String language) {
        boolean keepAccents = !LanguageAnalyzers.accentsDecorate(language);
        CharArraySet grammar = stopWords(language);
        Analyzer folded = plain(LanguageAnalyzers.analyzer(language, grammar),
                stream -> new ASCIIFoldingFilter(stream, keepAccents));
        Thesaurus thesaurus = Thesaurus.of(expression -> terms(folded, expression), lines("spellings-" + language),
                synonyms.of(language));
        SynonymMap expressions = thesaurus.expressions();
        return new Reading(expressions == null ? folded
                : filtered(folded, stream -> new SynonymGraphFilter(stream, expressions, false)), grammar,
                thesaurus.synonyms());
    }

    /** Of text that is made plain before. */
    private static Analyzer plain(Analyzer analyzer, UnaryOperator<TokenStream> filter) {
        return wrapped(analyzer, filter, PlainText::of);
    }

    private static Analyzer filtered(Analyzer analyzer, UnaryOperator<TokenStream> filter) {
        return wrapped(analyzer, filter, text -> text);
    }

    private static Analyzer wrapped(Analyzer analyzer, UnaryOperator<TokenStream> filter, UnaryOperator<Reader> text) {
        return new AnalyzerWrapper(analyzer.getReuseStrategy()) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return analyzer;
            }

            @Override
            protected Reader wrapReader(String field, Reader reader) {
                return text.apply(reader);
            }

            @Override
            protected TokenStreamComponents wrapComponents(String field, TokenStreamComponents components) {
                return new TokenStreamComponents(components.getSource(), filter.apply(components.getTokenStream()));
            }
        };
    }

    /** As they are written, and without their accents, as many write them. */
    private static CharArraySet stopWords(String language) {
        var words = new CharArraySet(500, true);
        LanguageAnalyzers.grammar(language).forEach(word -> words.add((char[]) word));
        lines("stop-words-" + language).forEach(line -> words.addAll(Arrays.asList(line.split("\\s+"))));
        for (Object word : words.toArray()) {
            words.add(withoutAccents((char[]) word));
        }
        return words;
    }

    private static String withoutAccents(char[] word) {
        var folded = new char[4 * word.length];
        return new String(folded, 0, ASCIIFoldingFilter.foldToASCII(word, 0, folded, 0, word.length));
    }

    /** None when there is no such list. */
    static List<String> lines(String name) {
        InputStream list = Analysis.class.getResourceAsStream("/knowledge/" + name + ".txt");
        if (list == null) {
            return List.of();
        }
        try (var reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return reader.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
