package io.aftercare.triage;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.TriageResult;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.Products;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Makes facts of a text: what the process and its decision tables go on from. */
@Service
public class TextTriage {

    private static final double DAMAGED_FILE_CONFIDENCE = 0.95;
    private static final double UNREADABLE_CONFIDENCE = 0.3;
    // How much oftener a strong sign of an origin stands in technical mails than in others: set by judgement.
    private static final double ODDS_OF_A_STRONG_SIGN = 8;

    private final LanguageDetector languageDetector;
    private final KindModels kinds;
    private final Products products;
    private final OriginIndicators signals;
    private final TriageProperties settings;

    TextTriage(LanguageDetector languageDetector, KindModels kinds, Products products, OriginIndicators signals,
            TriageProperties settings) {
        this.languageDetector = languageDetector;
        this.kinds = kinds;
        this.products = products;
        this.signals = signals;
        this.settings = settings;
    }

    /**
     * Finds out what a customer's first text is about.
     *
     * @param text             subject and body, without signature and quotes as far as possible; null and blank are
     *                         understood to say nothing: confidence 0
     * @param knownLanguage    of the customer or chosen on a page, ISO 639-1; null when unknown
     * @param licencesOfSender tell product and version where the text does not; may be empty
     */
    public Triage triage(String text, String knownLanguage, List<Licence> licencesOfSender) {
        String written = text == null ? "" : text;
        List<String> reasons = new ArrayList<>();
        String language = languageDetector.of(written, knownLanguage, settings.defaultLanguage());
        boolean understood = LanguageDetector.ANSWERED.contains(language);
        String answered = understood ? language : settings.defaultLanguage();
        List<String> decisive = new ArrayList<>();
        if (!understood) {
            decisive.add("It is written in " + Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH)
                    + ", which we do not answer in; a person should look at it.");
        }

        KindPrediction prediction = kinds.predict(written, answered);
        SuspectedOrigin origin = SuspectedOrigin.of(written, signals.in(answered));
        boolean fileDamaged = OriginMatch.DAMAGED_FILE.equals(origin.origin());
        KindPrediction judged =
                origin.strong() && !fileDamaged ? prediction.given(Kind.TECHNICAL, ODDS_OF_A_STRONG_SIGN) : prediction;
        Kind kind = fileDamaged ? Kind.TECHNICAL : judged.kind();
        double confidence = written.isBlank() ? 0
                : understood ? judged.confidence() : Math.min(judged.confidence(), UNREADABLE_CONFIDENCE);
        if (fileDamaged) {
            confidence = Math.max(prediction.kind() == Kind.TECHNICAL ? confidence : 0, DAMAGED_FILE_CONFIDENCE);
        }
        // What words of another language happen to look like tells an agent nothing.
        if (!fileDamaged && understood) {
            decisive.add(TriageReasons.kind(judged, InfluentialWords.of(written, answered, judged.influential()),
                    written, confidence));
        }
        TriageReasons.origin(origin, signals::name).ifPresent(decisive::add);
        reasons.addAll(0, decisive);
        if (understood) {
            reasons.add(TriageReasons.language(answered, knownLanguage));
        }

        Mention product = product(written, licencesOfSender, reasons);
        TriageResult result = new TriageResult(kind, answered, product == null ? null : product.product().code(),
                product == null ? null : product.version(), fileDamaged ? null : origin.origin(),
                origin.strong() && !fileDamaged, fileDamaged, confidence, confidence >= settings.sureFrom(),
                Decision.PROCESS);
        return new Triage(result, String.join(" ", decisive), List.copyOf(reasons), origin.signals());
    }

    /**
     * The language of a text, when that is clearly another one than it is said to be in; empty when it is not, or the
     * text is short.
     *
     * @param said ISO 639-1
     */
    public Optional<String> otherLanguage(String text, String said) {
        return languageDetector.otherThanSaid(text, said);
    }

    /** The languages customers are answered in, ISO 639-1. */
    public static List<String> answeredLanguages() {
        return LanguageDetector.ANSWERED;
    }

    /** Whether customers are answered in a language, ISO 639-1. */
    public boolean answersIn(String language) {
        return LanguageDetector.ANSWERED.contains(language);
    }

    /**
     * Learns from what a person said a text asks for: after {@code aftercare.triage.refit-after}, or later when fits
     * take long, it is fitted anew, and every node judges by the result if that is better. Takes part in the caller's
     * transaction. Once a request: a later word of a person replaces the earlier.
     *
     * @param text     without personal data
     * @param language in which the text is answered, ISO 639-1
     * @param by       engine user id of the person
     */
    public void learn(String text, String language, Kind kind, RequestNumber request, String by) {
        kinds.learn(text == null ? "" : text, language, kind, request, by);
    }

    /**
     * Has the examples cleaned that were learned when they still held personal data; what is left empty is forgotten.
     * In a transaction of its own; once done, it finds nothing more to do.
     *
     * @param cleaned gives a text without personal data, for a request and what was learned of it
     */
    public void cleanExamples(BiFunction<RequestNumber, String, String> cleaned) {
        kinds.clean(cleaned);
    }

    /**
     * Forgets what a request taught, for its customer does not want us to learn from it: a model that was fitted with
     * it is used no more. Takes part in the caller's transaction.
     */
    public void forget(RequestNumber request) {
        kinds.forget(request);
    }

    /** What the text names; where it names nothing, what the sender owns, if that is one product only. */
    private Mention product(String text, List<Licence> licences, List<String> reasons) {
        List<Product> catalogue = products.all();
        Set<String> codes = licences.stream().map(Licence::product).collect(Collectors.toSet());
        Optional<Mention> mentioned = Mention.in(text, catalogue, codes);
        mentioned.ifPresent(mention -> reasons.add(TriageReasons.product(mention, text)));
        List<Product> possible = catalogue.stream().filter(product -> codes.contains(product.code())).toList();
        // Of several products owned, a version may belong to one only.
        List<Product> fitting = codes.size() == 1 ? possible
                : possible.stream().filter(product -> Mention.versionIn(text, product).isPresent()).toList();
        Optional<Product> owned = fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
        Product product = mentioned.map(Mention::product).or(() -> owned).orElse(null);
        if (product == null) {
            reasons.add("It names no product, and the sender's licences do not tell which one it is about.");
            return null;
        }
        if (mentioned.isEmpty()) {
            reasons.add(codes.size() == 1 ? "The sender owns one product only, " + product.name() + "."
                    : "Of the products the sender owns, only " + product.name() + " has the version it names.");
        }
        String version =
                mentioned.isPresent() ? mentioned.get().version() : Mention.versionIn(text, product).orElse(null);
        if (version == null) {
            List<String> versions = licences.stream().filter(licence -> licence.product().equals(product.code()))
                    .map(Licence::version).distinct().toList();
            if (versions.size() == 1) {
                version = versions.get(0);
                reasons.add("The sender's licence is for version " + version + ".");
            }
        }
        return new Mention(product, null, version);
    }
}
