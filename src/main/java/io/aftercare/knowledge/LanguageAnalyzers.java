package io.aftercare.knowledge;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.PatternKeywordMarkerFilter;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pl.PolishAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.stempel.StempelFilter;
import org.apache.lucene.analysis.stempel.StempelStemmer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.tartarus.snowball.ext.FrenchStemmer;

/** What Lucene knows of each language: which words say little, and how words are inflected. */
final class LanguageAnalyzers {

    /** @param grammar the words that say nothing about what a question is about, as far as Lucene knows them */
    private record Language(Supplier<CharArraySet> grammar, Function<CharArraySet, Analyzer> analyzer) {
    }

    private static final Language OTHER = new Language(() -> CharArraySet.EMPTY_SET, StandardAnalyzer::new);
    private static final Language CHARACTERS = new Language(CJKAnalyzer::getDefaultStopSet, CJKAnalyzer::new);
    private static final Language NORWEGIAN =
            new Language(NorwegianAnalyzer::getDefaultStopSet, NorwegianAnalyzer::new);

    private static final Map<String, Language> KNOWN = Map.ofEntries(
            // Of these two we have the words ourselves.
            entry("en", new Language(() -> CharArraySet.EMPTY_SET, EnglishAnalyzer::new)),
            entry("fr", new Language(() -> CharArraySet.EMPTY_SET, LanguageAnalyzers::french)),
            entry("ar", new Language(ArabicAnalyzer::getDefaultStopSet, ArabicAnalyzer::new)),
            entry("bg", new Language(BulgarianAnalyzer::getDefaultStopSet, BulgarianAnalyzer::new)),
            entry("bn", new Language(BengaliAnalyzer::getDefaultStopSet, BengaliAnalyzer::new)),
            entry("ca", new Language(CatalanAnalyzer::getDefaultStopSet, CatalanAnalyzer::new)),
            entry("cs", new Language(CzechAnalyzer::getDefaultStopSet, CzechAnalyzer::new)),
            entry("da", new Language(DanishAnalyzer::getDefaultStopSet, DanishAnalyzer::new)),
            entry("de", new Language(GermanAnalyzer::getDefaultStopSet, GermanAnalyzer::new)),
            entry("el", new Language(GreekAnalyzer::getDefaultStopSet, GreekAnalyzer::new)),
            entry("es", new Language(SpanishAnalyzer::getDefaultStopSet, SpanishAnalyzer::new)),
            entry("et", new Language(EstonianAnalyzer::getDefaultStopSet, EstonianAnalyzer::new)),
            entry("eu", new Language(BasqueAnalyzer::getDefaultStopSet, BasqueAnalyzer::new)),
            entry("fa", new Language(PersianAnalyzer::getDefaultStopSet, PersianAnalyzer::new)),
            entry("fi", new Language(FinnishAnalyzer::getDefaultStopSet, FinnishAnalyzer::new)),
            entry("ga", new Language(IrishAnalyzer::getDefaultStopSet, IrishAnalyzer::new)),
            entry("gl", new Language(GalicianAnalyzer::getDefaultStopSet, GalicianAnalyzer::new)),
            entry("hi", new Language(HindiAnalyzer::getDefaultStopSet, HindiAnalyzer::new)),
            entry("hu", new Language(HungarianAnalyzer::getDefaultStopSet, HungarianAnalyzer::new)),
            entry("hy", new Language(ArmenianAnalyzer::getDefaultStopSet, ArmenianAnalyzer::new)),
            entry("id", new Language(IndonesianAnalyzer::getDefaultStopSet, IndonesianAnalyzer::new)),
            entry("it", new Language(ItalianAnalyzer::getDefaultStopSet, ItalianAnalyzer::new)),
            entry("ja", CHARACTERS), entry("ko", CHARACTERS), entry("zh", CHARACTERS),
            entry("lt", new Language(LithuanianAnalyzer::getDefaultStopSet, LithuanianAnalyzer::new)),
            entry("lv", new Language(LatvianAnalyzer::getDefaultStopSet, LatvianAnalyzer::new)),
            entry("nb", NORWEGIAN), entry("nn", NORWEGIAN), entry("no", NORWEGIAN),
            entry("ne", new Language(NepaliAnalyzer::getDefaultStopSet, NepaliAnalyzer::new)),
            entry("nl", new Language(DutchAnalyzer::getDefaultStopSet, DutchAnalyzer::new)),
            entry("pl", new Language(PolishAnalyzer::getDefaultStopSet, LanguageAnalyzers::polish)),
            entry("pt", new Language(PortugueseAnalyzer::getDefaultStopSet, PortugueseAnalyzer::new)),
            entry("ro", new Language(RomanianAnalyzer::getDefaultStopSet, RomanianAnalyzer::new)),
            entry("ru", new Language(RussianAnalyzer::getDefaultStopSet, RussianAnalyzer::new)),
            entry("sr", new Language(SerbianAnalyzer::getDefaultStopSet, SerbianAnalyzer::new)),
            entry("sv", new Language(SwedishAnalyzer::getDefaultStopSet, SwedishAnalyzer::new)),
            entry("ta", new Language(TamilAnalyzer::getDefaultStopSet, TamilAnalyzer::new)),
            entry("te", new Language(TeluguAnalyzer::getDefaultStopSet, TeluguAnalyzer::new)),
            entry("th", new Language(ThaiAnalyzer::getDefaultStopSet, ThaiAnalyzer::new)),
            entry("tr", new Language(TurkishAnalyzer::getDefaultStopSet, TurkishAnalyzer::new)));

    /** Where an accent is left out by haste only; elsewhere it makes another letter, and another word. */
    private static final Set<String> ACCENTS_DECORATE = Set.of("ca", "de", "en", "fr", "ga", "gl", "it", "nl", "pt");

    private static final Pattern DIGIT = Pattern.compile(".*\\p{N}.*");

    private LanguageAnalyzers() {
    }

    /**
     * The words of grammar that Lucene has for a language; none for one that it does not know, and for English and
     * French.
     */
    static CharArraySet grammar(String language) {
        return KNOWN.getOrDefault(language, OTHER).grammar().get();
    }

    /** A new one; words of an unknown language are told apart and written small, no more. */
    static Analyzer analyzer(String language, CharArraySet stopWords) {
        return KNOWN.getOrDefault(language, OTHER).analyzer().apply(stopWords);
    }

    /** As Lucene's own, but what has a digit in it is no word to be inflected: its table makes 5.5c of 5.5.1. */
    private static Analyzer polish(CharArraySet stopWords) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                var words = new StandardTokenizer();
                var telling = new StopFilter(new LowerCaseFilter(words), stopWords);
                return new TokenStreamComponents(words,
                        new StempelFilter(new PatternKeywordMarkerFilter(telling, DIGIT),
                                new StempelStemmer(PolishAnalyzer.getDefaultTable())));
            }
        };
    }

    /**
     * Not as Lucene's own, which leaves most forms of verbs as they are. Accents go first, since the stems of a word
     * that is written with them and without would differ.
     */
    private static Analyzer french(CharArraySet stopWords) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                var words = new StandardTokenizer();
                var elided = new ElisionFilter(words, FrenchAnalyzer.DEFAULT_ARTICLES);
                var telling = new StopFilter(new LowerCaseFilter(elided), stopWords);
                return new TokenStreamComponents(words,
                        new SnowballFilter(new ASCIIFoldingFilter(telling), new FrenchStemmer()));
            }
        };
    }

    /** Whether a word is the same without its accents; in other languages it is found with and without. */
    static boolean accentsDecorate(String language) {
        return ACCENTS_DECORATE.contains(language);
    }
}
