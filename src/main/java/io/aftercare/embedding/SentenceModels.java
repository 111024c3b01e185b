package io.aftercare.embedding;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The sentence model of each language. Loaded in the background; a language whose model is absent, not loaded yet or
 * not loadable is searched by words alone.
 */
@Component
public class SentenceModels {

    private static final String SHIPPED_LANGUAGE = "en";
    private static final String NATIVE_LIBRARIES = "DJL_CACHE_DIR";
    private static final Logger LOG = LoggerFactory.getLogger(SentenceModels.class);

    private final EmbeddingProperties settings;
    private final Map<String, SentenceModel> loaded = new ConcurrentHashMap<>();
    private final Map<String, String> failed = new ConcurrentHashMap<>();

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
        return Optional.ofNullable(loaded.get(language));
    }

    /** Loads what is not loaded yet; takes a second or more. A model that cannot be loaded is not tried again. */
    public synchronized void load(Set<String> languages) {
        for (String language : languages()) {
            if (languages.contains(language) && !loaded.containsKey(language) && !failed.containsKey(language)) {
                load(language);
            }
        }
    }

    /** The languages that have, or are to have, a model. */
    public Set<String> languages() {
        var languages = new TreeSet<String>();
        if (settings.enabled()) {
            languages.add(SHIPPED_LANGUAGE);
            languages.addAll(settings.models().keySet());
        }
        return languages;
    }

    /** Why a language has no model, in words for whoever runs the application; by language. */
    public Map<String, String> failures() {
        return new TreeMap<>(failed);
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

    private void load(String language) {
        EmbeddingProperties.Model own = settings.models().get(language);
        try {
            Optional<SentenceModel> same =
                    settings.models().entrySet().stream().filter(other -> other.getValue().equals(own))
                            .map(other -> loaded.get(other.getKey())).filter(Objects::nonNull).findFirst();
            loaded.put(language,
                    own == null ? SentenceModel.shipped() : same.isPresent() ? same.get() : SentenceModel.of(own));
        } catch (Exception | LinkageError unusable) {
            Throwable cause = unusable;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            failed.put(language, (own == null ? "The native library cannot be loaded here: " + cause
                    : "The model " + own.path() + " cannot be used: " + cause) + "." + unwritable());
            LOG.warn("Articles in the language '{}' are searched by words alone. {} Set {} to do without.", language,
                    failed.get(language), own == null ? "aftercare.meaning.enabled=false"
                            : "aftercare.meaning.models." + language + ".path to another file, or remove it,",
                    unusable);
        }
    }
}
