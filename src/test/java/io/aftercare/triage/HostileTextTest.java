package io.aftercare.triage;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.ProductVersion;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One mail or post of a stranger must not keep a thread busy, whatever it repeats. */
class HostileTextTest {

    private static final int LENGTH = 200_000;
    private static final Duration BOUND = Duration.ofSeconds(3);
    private static final LanguageDetector LANGUAGE_DETECTOR = new LanguageDetector();
    private static final Product LINDENBAUM = new Product("lb", "Lindenbaum", List.of("a1", "aa"),
            List.of(new ProductVersion("1", LocalDate.EPOCH, true)));

    private static final List<OriginIndicator> SIGNS = List.of(
            new OriginIndicator("PRINTER", "a sign", "strong", "a ... a ... a ... b, 1 ... 1 ... 2, print*",
                    "version, lb",
                    "unless"),
            new OriginIndicator("NONE", "denied", "not what follows", "no, n't", null, null));

    @BeforeAll
    static void loadTheLanguageModel() {
        LANGUAGE_DETECTOR.of("Good morning to all of you", null, "en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1", ".", "-", "_", "%", ">", "@", "\n", "\r", " ", "\t", "\u00A0", "\u0301", "é",
            "1-", "1.", "a1",
            "a ", "a\n", "> ", ">\n", " \n", "a-", "a.", "a@", "@a", "www.", "http://", "version ", "version 1.", "lb ",
            "no ", "a. ", "print ", "n't",
            "LB25-7K2M-QX81-", "\u0315\u0300", "\uFDFA", "a\u0315\u0300", "lb 1 ", "aa "})
    void anyTextIsReadInAMoment(String repeated) {
        String text = repeated.repeat(LENGTH / repeated.length());
        assertTimeoutPreemptively(BOUND, () -> WordNormalizer.withoutNoise(text));
        assertTimeoutPreemptively(BOUND, () -> TextFeatures.of(text, "en"));
        assertTimeoutPreemptively(BOUND, () -> TextFeatures.of(text, "fr"));
        assertTimeoutPreemptively(BOUND, () -> WordNormalizer.bare(text));
        assertTimeoutPreemptively(BOUND, () -> LANGUAGE_DETECTOR.of(text, null, "en"));
        assertTimeoutPreemptively(BOUND, () -> SuspectedOrigin.of(text, SIGNS));
        assertTimeoutPreemptively(BOUND, () -> InfluentialWords.of(text, "en", List.of("a", "no", "version 1")));
        assertTimeoutPreemptively(BOUND, () -> Mention.in(text, List.of(LINDENBAUM)));
        assertTimeoutPreemptively(BOUND, () -> Mention.in("lb version " + text, List.of(LINDENBAUM)));
        assertTimeoutPreemptively(BOUND, () -> new ReplyClassifier().read(text));
        assertTimeoutPreemptively(BOUND, () -> new ReplyClassifier().read(text.substring(0, 400)));
    }
}
