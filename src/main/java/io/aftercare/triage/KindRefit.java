package io.aftercare.triage;

import io.aftercare.embedding.SentenceModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Fits the kinds of assistance anew when there are new examples, on one node at a time and beside the requests, and
 * keeps the result only if it judges held-out requests as well as what is in force, or better. Both are judged alike:
 * each request by a fit of the same examples without it.
 */
@Component
class KindRefit implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(KindRefit.class);
    /** A fit may take so much of a node's time, however often people teach. */
    private static final int RESTS_TIMES = 5;
    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    private final Examples examples;
    private final KindModels models;
    private final KindModelStore store;
    private final TextEmbeddings embeddings;
    private final Map<String, String> prepared = new ConcurrentHashMap<>();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "triage-refit");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long notBefore = System.nanoTime();

    KindRefit(Examples examples, KindModels models, KindModelStore store, TextEmbeddings embeddings) {
        this.examples = examples;
        this.models = models;
        this.store = store;
        this.embeddings = embeddings;
    }

    /**
     * Looks for new examples every {@code aftercare.triage.refit-after}; after a fit that took long a node rests before
     * the next.
     */
    @Scheduled(fixedDelayString = KindRefitProperties.REFIT_AFTER,
            initialDelayString = KindRefitProperties.FIRST_LOOK_AFTER)
    void lookLater() {
        // Not on the scheduler's thread, which is interrupted at the end: that would close an H2 file under its feet.
        if (!worker.isShutdown() && waiting.compareAndSet(false, true)) {
            worker.execute(() -> {
                waiting.set(false);
                look();
            });
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        worker.shutdown();
        worker.awaitTermination(5, TimeUnit.SECONDS);
    }

    void look() {
        for (String language : LanguageDetector.ANSWERED) {
            try {
                look(language);
            } catch (RuntimeException failure) {
                if (worker.isShutdown()) {
                    return;
                }
                LOG.warn("The triage of the language '{}' could not be fitted; it goes on as it is and is tried again.",
                        language, failure);
            }
        }
    }

    private void look(String language) {
        embeddings.load(language);
        String model = embeddings.model(language).map(SentenceModel::id).orElse("");
        String state = examples.state(language);
        if ((state + model).equals(prepared.get(language))) {
            return;
        }
        List<Examples.Example> all = examples.all(language);
        models.prepare(language, all);
        String considered = state + " " + model;
        if (worthAFit(language, all, model) && !store.considered(language, considered)) {
            String holder = UUID.randomUUID().toString();
            if (System.nanoTime() - notBefore < 0 || !store.claim(language, holder, considered)) {
                // Later, or another node does it; if that fails, it is still to be done.
                return;
            }
            long begin = System.nanoTime();
            boolean done = false;
            try {
                refit(language, all, embeddings.model(language).orElse(null));
                done = true;
            } finally {
                store.release(language, holder, done ? considered : null);
                long took = System.nanoTime() - begin;
                long rest = took < SHORT.toNanos() ? 0 : Math.min(took * RESTS_TIMES, LONGEST_REST.toNanos());
                notBefore = System.nanoTime() + rest;
            }
        }
        prepared.put(language, state + model);
    }

    private boolean worthAFit(String language, List<Examples.Example> all, String model) {
        boolean learned = all.stream().anyMatch(example -> example.source() != Examples.Source.SHIPPED);
        String activeModel = store.active(language).map(KindModelStore.Version::sentenceModel).orElse(null);
        // A node that cannot load the sentence model leaves the fit to those that can.
        boolean lacking = model.isEmpty() && activeModel != null && embeddings.expected(language);
        return !lacking && (learned || store.activeVersion(language) != 0);
    }

    private void refit(String language, List<Examples.Example> all, SentenceModel model) {
        KindFit fit = new KindFit(all, language, model == null ? null : embeddings.keeping(model));
        KindModelStore.Version champion = store.active(language).orElse(null);
        long lastKnown = champion == null ? 0 : champion.lastExample();
        boolean articlesKnown = champion != null && champion.articles() > 0;
        KindFit.Figures before = fit.fit(taught(lastKnown, articlesKnown)).figures();
        long last = all.stream().mapToLong(Examples.Example::id).max().orElse(0);
        int articles = (int) all.stream().filter(example -> example.source() == Examples.Source.ARTICLE).count();
        int learned = (int) all.stream().filter(example -> example.source() == Examples.Source.LEARNED).count();

        // The shipped one stays a measure, too: many steps, each hardly worse, must not lead far away.
        KindFit.Figures shipped = champion == null ? before
                : fit.fit(example -> example.source() == Examples.Source.SHIPPED).figures();
        Predicate<KindFit.Figures> holds = figures -> figures.asGoodAs(before) && figures.asGoodAs(shipped);
        Predicate<Examples.Example> taught = taught(last, false);
        KindFit.Fitted challenger = fit.fit(taught);
        KindFit.Fitted withArticles = articles == 0 ? challenger : fit.fit(taught(last, true));
        // The titles of articles teach only where requests are judged better with them.
        if (articles > 0 && holds.test(withArticles.figures())
                && withArticles.figures().logLoss() < challenger.figures().logLoss()) {
            challenger = withArticles;
            taught = taught(last, true);
        } else {
            articles = 0;
        }
        if (!examples.allThere(all, language)) {
            // Somebody wants what they wrote to be forgotten since this fit began: the next one is without it.
            return;
        }
        KindFit.Figures after = challenger.figures();
        boolean kept = holds.test(after);
        store.add(new KindModelStore.Version(0, language, null, kept, false, learned, articles, last, after.judged(),
                after.accuracy(), after.logLoss(), champion == null ? null : champion.version(), before.accuracy(),
                before.logLoss(), null),
                !kept ? null
                        : model == null ? new KindModelStore.Weights(challenger.classifier(), null, null)
                                : new KindModelStore.Weights(fit.fitWords(taught).classifier(), challenger.classifier(),
                                        model.id()));
        LOG.info(
                "The triage of the language '{}' was fitted from {} requests and {} articles: {}% right on {} held-out "
                        + "requests, {}% before; {}.",
                language, learned, articles, percent(after), after.judged(),
                percent(before), kept ? "kept" : "not kept");
    }

    /** What a model learned from that was fitted when the examples ended at one, with or without articles. */
    private static Predicate<Examples.Example> taught(long lastExample, boolean articles) {
        return example -> switch (example.source()) {
            case SHIPPED -> true;
            case ARTICLE -> articles;
            case LEARNED -> example.id() <= lastExample;
        };
    }

    private static String percent(KindFit.Figures figures) {
        return "%.1f".formatted(figures.accuracy() * 100);
    }
}
