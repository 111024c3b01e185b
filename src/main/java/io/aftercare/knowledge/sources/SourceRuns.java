package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.ArticleStore;
import io.aftercare.knowledge.sources.Connector.Fetched;
import io.aftercare.knowledge.sources.Connector.Visit;
import io.aftercare.knowledge.sources.SourceStates.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Fetches sources, one at a time on all nodes together, so that no host is ever asked two things at once. What a run
 * brought is written together with how far it came, or not at all.
 */
@Component
class SourceRuns {

    private static final Logger LOG = LoggerFactory.getLogger(SourceRuns.class);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final Duration LONGEST_ASKED_PAUSE = Duration.ofDays(1);

    private final SourceProperties configured;
    private final SourceStates states;
    private final ArticleStore articles;
    private final ArticleImports imports;
    private final Map<ArticleSource.Type, Connector> connectors = new EnumMap<>(ArticleSource.Type.class);
    private final WebVisits visits;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Object resting = new Object();
    private volatile boolean stopping;

    SourceRuns(SourceProperties configured, SourceStates states, ArticleStore articles, ArticleImports imports,
            List<Connector> connectors, WebVisits visits, MeterRegistry meters, Clock clock) {
        this.configured = configured;
        this.states = states;
        this.articles = articles;
        this.imports = imports;
        connectors.forEach(connector -> this.connectors.put(connector.type(), connector));
        this.visits = visits;
        this.meters = meters;
        this.clock = clock;
    }

    /** Thrown when another run is under way, on this node or another. */
    static final class Busy extends RuntimeException {
    }

    /** Fetches every source whose time has come; those that fail are put down with why. */
    void runDue() {
        for (ArticleSource source : configured.sources()) {
            boolean due = states.of(source.name()).map(state -> !state.nextRun().isAfter(clock.instant())
                    || !state.configuration().equals(source.configuration())).orElse(true);
            if (due && !stopping) {
                try {
                    run(source, false, true);
                } catch (Busy other) {
                    return;
                } catch (ImportFailed failed) {
                    LOG.warn("The source {} could not be fetched: {}", source, failed.getMessage());
                }
            }
        }
    }

    /**
     * Fetches a source now.
     *
     * @param everything whether to fetch all articles anew, and to believe the source when there are none any more
     * @throws Busy         when another run is under way
     * @throws ImportFailed when it failed; nothing was changed and the next attempt is put off
     */
    ArticleImportReport run(ArticleSource source, boolean everything) {
        return run(source, everything, false);
    }

    private ArticleImportReport run(ArticleSource source, boolean everything, boolean onlyIfDue) {
        String run = UUID.randomUUID().toString();
        if (!states.claim(run, clock.instant())) {
            throw new Busy();
        }
        try {
            Optional<State> before = states.of(source.name());
            if (onlyIfDue && before.filter(state -> state.nextRun().isAfter(clock.instant())
                    && state.configuration().equals(source.configuration())).isPresent()) {
                return ArticleImportReport.nothing();
            }
            return run(source, before.orElse(null), everything, run);
        } finally {
            states.release(run);
        }
    }

    /**
     * Withdraws all articles of a source that is not configured any more, or that came from files.
     *
     * @throws Busy when a run is under way
     */
    ArticleImportReport withdraw(String name) {
        String run = UUID.randomUUID().toString();
        if (!states.claim(run, clock.instant())) {
            throw new Busy();
        }
        try {
            return imports.store(new ImportedArticles(), Set.of(name), Set.of(), () -> states.forget(name));
        } finally {
            states.release(run);
        }
    }

    /** Ends the wait of a run, and the run before its next question. */
    void stop() {
        stopping = true;
        synchronized (resting) {
            resting.notifyAll();
        }
    }

    private ArticleImportReport run(ArticleSource source, State before, boolean everything, String run) {
        Instant began = clock.instant();
        boolean anew = everything || before == null || !before.configuration().equals(source.configuration());
        boolean compare = anew || before.comparedAt() == null
                || !before.comparedAt().plus(configured.fetching().compareEvery()).isAfter(began);
        try {
            Map<String, Instant> known = articles.changes(source.name());
            Fetched fetched = connectors.get(source.type()).fetch(new Visit(source, anew ? null : before.cursor(),
                    compare, known, visits.begin(source, () -> keepOn(run), this::rest)));
            boolean compared = fetched.published() != null;
            if (compared && fetched.published().isEmpty() && !known.isEmpty() && !everything) {
                throw new FetchFailed(
                        "The source publishes no article any more. The " + known.size() + " known ones stay, "
                                + "in case this is a mistake; if it is right, import this source with complete=true.");
            }
            var after = new State(source.name(), source.configuration(), began, began,
                    compared || before == null ? began : before.comparedAt(), began.plus(varied(source.every(), 0.05)),
                    0,
                    null, fetched.cursor());
            Set<String> names = configured.sources().stream().map(ArticleSource::name).collect(Collectors.toSet());
            articles.copies(fetched.imported().articles(), names).forEach(fetched.imported()::replace);
            ArticleImportReport report = imports.store(fetched.imported(), compared ? Set.of(source.name()) : Set.of(),
                    compared ? fetched.published() : Set.of(), () -> {
                        keepOn(run);
                        states.put(after);
                    });
            boolean changed = report.created() + report.updated() + report.removed() > 0;
            count(source, changed ? "changed" : "unchanged");
            if (changed) {
                LOG.info("Fetched {}: {} new, {} changed, {} withdrawn, {} left out", source, report.created(),
                        report.updated(), report.removed(), report.skipped());
            }
            return report;
        } catch (RuntimeException failure) {
            failed(source, before, began, failure, run);
            throw failure;
        }
    }

    private void failed(ArticleSource source, State before, Instant began, RuntimeException failure,
            String run) {
        count(source, "failed");
        if (stopping || !states.renew(run, clock.instant())) {
            // No failure of the source; and what another node puts down now is not ours to overwrite.
            return;
        }
        boolean foreseen = failure instanceof ImportFailed;
        if (!foreseen) {
            LOG.error("The source {} could not be fetched.", source, failure);
        }
        int failures = before == null ? 1 : before.failures() + 1;
        Duration pause = pause(source, failures);
        Duration asked = failure instanceof FetchFailed fetch ? fetch.retryAfter() : null;
        if (asked != null && asked.compareTo(pause) > 0) {
            pause = asked.compareTo(LONGEST_ASKED_PAUSE) > 0 ? LONGEST_ASKED_PAUSE : asked;
        }
        // What was fetched before still holds, unless it was fetched by another configuration.
        boolean same = before != null && before.configuration().equals(source.configuration());
        states.put(new State(source.name(), source.configuration(), began, before == null ? null : before.lastSuccess(),
                same ? before.comparedAt() : null, clock.instant().plus(pause), failures,
                foreseen ? failure.getMessage() : "An unexpected error: " + failure, same ? before.cursor() : null));
    }

    /** Doubled with each failure, and never quite the same, so that many askers do not come back together. */
    static Duration pause(ArticleSource source, int failures) {
        Duration first = source.every().compareTo(FIRST_PAUSE) < 0 ? source.every() : FIRST_PAUSE;
        Duration longest = source.every().compareTo(LONGEST_PAUSE) > 0 ? source.every() : LONGEST_PAUSE;
        Duration doubled = first.multipliedBy(1L << Math.min(20, failures - 1));
        return varied(doubled.compareTo(longest) > 0 ? longest : doubled, 0.2);
    }

    private static Duration varied(Duration pause, double by) {
        return Duration.ofMillis((long) (pause.toMillis() * (1 + ThreadLocalRandom.current().nextDouble(-by, by))));
    }

    /** The claim makes sure that a run that was believed dead writes nothing beside its successor. */
    private void keepOn(String run) {
        if (stopping) {
            throw new FetchFailed("Aftercare is being stopped; the source is fetched after the next start.");
        }
        if (!states.renew(run, clock.instant())) {
            throw new FetchFailed("It took so long that another node began to fetch.");
        }
    }

    private void rest(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        synchronized (resting) {
            try {
                for (long left = pause.toMillis(); left > 0 && !stopping; left =
                        (until - System.nanoTime()) / 1_000_000) {
                    resting.wait(left);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new FetchFailed("Fetching was interrupted.");
            }
        }
    }

    private void count(ArticleSource source, String result) {
        meters.counter("aftercare.knowledge.source.runs", "source", source.name(), "result", result).increment();
    }
}
