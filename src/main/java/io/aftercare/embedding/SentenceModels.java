package io.aftercare.embedding;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The sentence model of each language; one may serve several. Loaded in the background; a language whose model is
 * absent, not loaded yet or not loadable is searched by words alone.
 */
@Component
public class SentenceModels {

    private static final String SHIPPED_LANGUAGE = "en";
    private static final String SHIPPED = "";
    private static final String EVERY = "*";
    private static final String NATIVE_LIBRARIES = "DJL_CACHE_DIR";
    private static final Logger LOG = LoggerFactory.getLogger(SentenceModels.class);

    private final EmbeddingProperties settings;
    /** By the name of their settings; the one that comes with the application by {@link #SHIPPED}. */
    private final Map<String, SentenceModel> loaded = new ConcurrentHashMap<>();
    private final Map<String, String> failed = new ConcurrentHashMap<>();
    /** Those that were asked for: a model of every language does not tell which there are. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** @param data folder of the application; the native library is unpacked there unless an environment names one */
    public SentenceModels(EmbeddingProperties settings, @Value("${aftercare.data}") Path data) {
        this.settings = settings;
        if (System.getProperty(NATIVE_LIBRARIES) == null && System.getenv(NATIVE_LIBRARIES) == null) {
            // The tokenizer library would unpack itself into the home folder, which may not be writable.
            System.setProperty(NATIVE_LIBRARIES, data.resolve("native").toAbsolutePath().toString());
        }
        if (!settings.enabled()) {
            LOG.info("Articles are searched and requests triaged by words alone (aftercare.meaning.enabled=false).");
        }
    }

    /** Never waits: empty while the model is being loaded. */
    public Optional<SentenceModel> of(String language) {
        return name(language).map(loaded::get);
    }

    /** Loads what is not loaded yet; takes a second or more. A model that cannot be loaded is not tried again. */
    public synchronized void load(Set<String> languages) {
        for (String language : new TreeSet<>(languages)) {
            String name = name(language).orElse(null);
            if (name != null) {
                asked.add(language);
                if (!loaded.containsKey(name) && !failed.containsKey(name)) {
                    load(name, language);
                }
            }
        }
    }

    /** Whether a language has, or is to have, a model. */
    public boolean covers(String language) {
        return name(language).isPresent();
    }

    /** The languages that have, or are to have, a model, as far as they were named or asked for. */
    public Set<String> languages() {
        var languages = new TreeSet<String>();
        if (settings.enabled()) {
            languages.add(SHIPPED_LANGUAGE);
            languages.addAll(asked);
            settings.models().forEach((name, model) -> languages.addAll(languages(name, model)));
            languages.remove(EVERY);
        }
        return languages;
    }

    /** Why a language has no model, in words for whoever runs the application; by language. */
    public Map<String, String> failures() {
        var failures = new TreeMap<String, String>();
        languages().forEach(language -> name(language).map(failed::get)
                .ifPresent(failure -> failures.put(language, failure)));
        return failures;
    }

    private static List<String> languages(String name, EmbeddingProperties.Model model) {
        return model.languages().isEmpty() ? List.of(name) : model.languages();
    }

    /**
     * By which a language's model is set: one of its own, else one of every language, else the one that comes with the
     * application. Of models that are set alike one is loaded.
     */
    private Optional<String> name(String language) {
        if (!settings.enabled()) {
            return Optional.empty();
        }
        Optional<String> name = Stream.of(language, EVERY)
                .flatMap(wanted -> settings.models().entrySet().stream()
                        .filter(each -> languages(each.getKey(), each.getValue()).contains(wanted)))
                .map(Map.Entry::getValue).findFirst().map(this::firstLike);
        return name.isPresent() || !language.equals(SHIPPED_LANGUAGE) ? name : Optional.of(SHIPPED);
    }

    private String firstLike(EmbeddingProperties.Model model) {
        return settings.models().entrySet().stream().filter(each -> each.getValue().equals(model))
                .map(Map.Entry::getKey).sorted().findFirst().orElseThrow();
    }

    /** What to do when a native library could not be unpacked; empty when that cannot have been the fault. */
    private static String unwritable() {
        var folders = new LinkedHashMap<String, String>();
        folders.put("the environment variable " + NATIVE_LIBRARIES, System.getenv(NATIVE_LIBRARIES) != null
                ? System.getenv(NATIVE_LIBRARIES)
                : System.getProperty(NATIVE_LIBRARIES));
        folders.put("-Djava.io.tmpdir", System.getProperty("java.io.tmpdir"));
        return folders.entrySet().stream().filter(folder -> !canBeWritten(Path.of(folder.getValue())))
                .map(folder -> " Native libraries are unpacked into " + folder.getValue()
                        + ", which cannot be written: set "
                        + folder.getKey() + " to a folder that can.")
                .collect(Collectors.joining());
    }

    private static boolean canBeWritten(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    }

    private void load(String name, String language) {
        EmbeddingProperties.Model own = settings.models().get(name);
        try {
            loaded.put(name, own == null ? SentenceModel.shipped() : SentenceModel.of(own));
        } catch (Exception | LinkageError unusable) {
            Throwable cause = unusable;
            while (cause.getCause() != null && !(own != null && cause instanceof IllegalArgumentException)) {
                cause = cause.getCause();
            }
            String why = cause instanceof IllegalArgumentException || cause instanceof FileNotFoundException
                    ? cause.getMessage()
                    : cause.toString();
            failed.put(name, (own == null ? "The native library cannot be loaded here: " + cause
                    : "The model " + own.path() + " cannot be used: " + why) + "." + unwritable());
            LOG.warn("Articles in the language '{}' are searched by words alone. {} Set {} to do without.", language,
                    failed.get(name), own == null ? "aftercare.meaning.enabled=false"
                            : "aftercare.meaning.models." + name + ".path to another file, or remove it,",
                    unusable);
        }
    }
}
