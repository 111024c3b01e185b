package io.aftercare.knowledge;

import io.aftercare.knowledge.Calibrations.Choice;
import io.aftercare.knowledge.Calibrations.SearchMode;
import io.aftercare.knowledge.Calibrations.Version;
import io.aftercare.unicode.QuotedInput;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What was learned of articles and how well they were offered, for people to look at and to correct. */
@Component
public class ArticleRecords {

    private static final int MOST_LISTED = 500;

    private final OfferCounts offers;
    private final ArticleSearch search;
    private final LearnedQueries learnedQueries;
    private final Calibrations calibrations;
    private final OfferScoring scoring;
    private final KnowledgeProperties properties;

    ArticleRecords(OfferCounts offers, ArticleSearch search, LearnedQueries learnedQueries, Calibrations calibrations,
            OfferScoring scoring, KnowledgeProperties properties) {
        this.offers = offers;
        this.search = search;
        this.learnedQueries = learnedQueries;
        this.calibrations = calibrations;
        this.scoring = scoring;
        this.properties = properties;
    }

    /**
     * What became of the offers of an article.
     *
     * @param offers         it was among
     * @param solved         by which the customer was helped, where it was the best of the offer
     * @param notSolved      after which the customer needed help still
     * @param votedHelpful   by readers of its page, and {@code votedUseless} likewise
     * @param learnedQueries customers' own words by which it is found
     */
    public record Tally(String article, String title, String language, long offers, long solved, long notSolved,
            long votedHelpful, long votedUseless, long learnedQueries) {
    }

    /**
     * A customer's own words that an article answered.
     *
     * @param request number of the request they are from, without prefix
     */
    public record LearnedQuery(long id, long request, String text, Instant learnedAt) {
    }

    /**
     * What became of the offers without a person.
     *
     * @param month as 2026-05, in the vendor's time zone
     * @param right solved among those of which it is known, 0 to 1; null when of none
     */
    public record Month(String month, String language, long offers, long solved, long notSolved, long unknown,
            Double right) {
    }

    /**
     * Which confidence is in force.
     *
     * @param version null for the one the application comes with
     * @param by      the manager who chose it, so that it stays; null when the refit may choose
     */
    public record ActiveCalibration(String language, String model, Long version, String by) {
    }

    /**
     * A version of the confidence, with its figures on outcomes that it was not made from beside those of what was in
     * force; less is better.
     */
    public record Refitted(long version, String language, String model, Instant madeAt, int outcomes, int heldOut,
            double logLoss, double logLossBefore, double brier, double brierBefore, boolean better, boolean inForce) {
    }

    /** The share of right offers that is wanted, 0 to 1. */
    public double target() {
        return properties.confidence();
    }

    /** The newest first. */
    public List<Month> months() {
        return offers.months("").stream()
                .map(each -> new Month(each.month(), each.language(), each.offers(), each.solved(),
                        each.notSolved(), each.unknown(), right(each.solved(), each.notSolved())))
                .toList();
    }

    /** The articles of which anything is known, the most often offered first; 500 at most. */
    public List<Tally> tallies() {
        return offers.tallies(null).stream().sorted(Comparator.comparingLong(Tally::offers).reversed()
                .thenComparing(Tally::article)).limit(MOST_LISTED).toList();
    }

    /** Empty for an unknown article. */
    public Optional<Tally> tally(String article) {
        return offers.tallies(article).stream().findFirst();
    }

    /** Newest first. */
    public List<LearnedQuery> learnedQueries(String article) {
        return learnedQueries.of(article).stream()
                .map(each -> new LearnedQuery(each.id(), each.request(), each.text(), each.learnedAt()))
                .toList();
    }

    /**
     * Removes a wording for good: the same request does not bring it back.
     *
     * @param by engine user id
     * @return false when the article has no such wording
     */
    public boolean removeLearnedQuery(String article, long learnedQuery, String by) {
        return learnedQueries.remove(article, learnedQuery, by);
    }

    /** Which version of the confidence each language and search model uses now, and who chose it. */
    public List<ActiveCalibration> activeCalibrations() {
        return calibrations.choices().stream()
                .map(each -> new ActiveCalibration(each.mode().language(), each.mode().model(), each.version(),
                        each.by()))
                .toList();
    }

    /** Newest first. */
    public List<Refitted> versions() {
        return calibrations.all().stream()
                .map(each -> new Refitted(each.id(), each.language(), each.model(), each.madeAt(),
                        each.figures().outcomes(), each.figures().heldOut(), each.figures().logLoss(),
                        each.figures().logLossBefore(),
                        each.figures().brier(), each.figures().brierBefore(), each.better(), each.active()))
                .toList();
    }

    /**
     * Puts a version in force, which stays until somebody chooses otherwise.
     *
     * @param version null for the one the application comes with
     * @param by      engine user id
     * @throws NoSuchElementException when nothing is searched in this language by this model, or there is no such
     *                                version of them
     */
    public void choose(String language, String model, Long version, String by) {
        SearchMode mode = existing(language, model);
        if (version != null && calibrations.all().stream().noneMatch(each -> each.id() == version
                && each.language().equals(language) && each.model().equals(model))) {
            throw new NoSuchElementException(
                    "There is no version " + version + " for the language " + QuotedInput.of(language)
                            + " searched by " + QuotedInput.of(model) + ". GET /api/articles/calibrations lists them.");
        }
        calibrations.choose(new Choice(mode, version, by));
        scoring.refresh();
    }

    /**
     * Leaves the choice to the refit again, beginning with its newest version that was better.
     *
     * @throws NoSuchElementException when nothing is searched in this language by this model
     */
    public void chooseAutomatically(String language, String model) {
        SearchMode mode = existing(language, model);
        Long newest = calibrations.all().stream().filter(each -> each.better() && each.language().equals(language)
                && each.model().equals(model)).map(Version::id).findFirst().orElse(null);
        calibrations.choose(new Choice(mode, newest, null));
        scoring.refresh();
    }

    /** One that is searched now, or was and has left versions or a choice. */
    private SearchMode existing(String language, String model) {
        var mode = new SearchMode(language, model);
        Set<SearchMode> existing = search.modes();
        calibrations.all().forEach(each -> existing.add(new SearchMode(each.language(), each.model())));
        calibrations.choices().forEach(each -> existing.add(each.mode()));
        if (!existing.contains(mode)) {
            throw new NoSuchElementException("No articles are searched in the language " + QuotedInput.of(language)
                    + " by " + QuotedInput.of(model)
                    + (existing.isEmpty() ? ", since there are none."
                            : ". There are, as language/model: " + existing.stream()
                                    .map(each -> each.language() + "/" + each.model()).sorted()
                                    .collect(Collectors.joining(", ")) + "."));
        }
        return mode;
    }

    static Double right(long solved, long notSolved) {
        return solved + notSolved == 0 ? null : solved / (double) (solved + notSolved);
    }
}
