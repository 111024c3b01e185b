package io.aftercare.embedding;

import ai.onnxruntime.OrtException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns sentences into vectors of length one, whose product says how near they are in meaning. Safe for use by several
 * threads; each call takes one core at most.
 */
public final class SentenceModel {

    static {
        // The tokenizer library reports its use to its makers when it loads, and fetches what it lacks from the
        // network,
        // unless told not to before.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    private static final Logger LOG = LoggerFactory.getLogger(SentenceModel.class);
    /** Search and the letter ask about the same mail within a moment; reading it takes longer than all else they do. */
    private static final int REMEMBERED = 32;

    private static final int SHIPPED_LONGEST = 512;
    private static final String PROBE = "Loaded";
    /** In many scripts, since the tokens of some stand at the end of a model's list. */
    private static final String LONG_PROBE = "Loaded, chargé, geladen, загружено, 読み込み済み, تم التحميل. ";

    private final String id;
    private final EmbeddingModel model;
    private final RecentEmbeddings recent = new RecentEmbeddings(REMEMBERED);
    private final String questionPrefix;
    private final String passagePrefix;

    /** @param model may fail on a text; who asks is told so and no more */
    SentenceModel(String id, EmbeddingModel model, String questionPrefix, String passagePrefix) {
        this.id = id;
        this.model = model;
        this.questionPrefix = questionPrefix;
        this.passagePrefix = passagePrefix;
    }

    /** The English model that comes with the application. */
    static SentenceModel shipped() throws IOException, OrtException {
        byte[] network = resource("bge-small-en-v1.5-q.onnx");
        var encoder = new OnnxEncoder((environment, options) -> environment.createSession(network, options),
                shippedTokenizer(), PoolingMode.CLS, SHIPPED_LONGEST);
        encoder.embed(PROBE);
        return new SentenceModel("bge-small-en-v1.5-q", encoder,
                "Represent this sentence for searching relevant passages: ", "");
    }

    /**
     * A model of the vendor's choice.
     *
     * @throws IllegalArgumentException which file is not what it should be, and what to do
     */
    static SentenceModel of(EmbeddingProperties.Model settings) throws IOException {
        Path network = settings.path().toAbsolutePath();
        Path tokenizer = network.resolveSibling("tokenizer.json");
        for (Path file : new Path[] {network, tokenizer}) {
            if (!Files.isRegularFile(file)) {
                throw new FileNotFoundException("There is no file " + file + ". Fetch it from where the model is "
                        + "published; tokenizer.json lies beside the ONNX file");
            }
        }
        String id = Fingerprint.of(Fingerprint.of(network), Fingerprint.of(tokenizer), settings.pooling().name(),
                settings.passagePrefix(), String.valueOf(settings.longestInput()));
        OnnxEncoder encoder;
        try (InputStream words = Files.newInputStream(tokenizer)) {
            encoder = new OnnxEncoder(
                    (environment, options) -> environment.createSession(network.toString(), options), words,
                    settings.pooling(), settings.longestInput());
        } catch (OrtException none) {
            throw new IllegalArgumentException("The file " + network + ", " + Files.size(network)
                    + " bytes, is no ONNX "
                    + "file, or not a whole one: fetch it once more, the file itself and not the page that shows it ("
                    + none.getMessage() + ")", none);
        }
        try {
            // Of many words one is beyond what a smaller model knows, and together they are as long as a text may be.
            encoder.embed(settings.passagePrefix() + PROBE);
            encoder.embed(LONG_PROBE.repeat(settings.longestInput()));
        } catch (RuntimeException failed) {
            throw new IllegalArgumentException("The model cannot read a text by the tokens of " + tokenizer
                    + ": fetch both files from the same place, and let longest-input be no more than the model was "
                    + "trained for (" + failed.getMessage() + ")", failed);
        }
        return new SentenceModel(id, encoder, settings.questionPrefix(), settings.passagePrefix());
    }

    /** Tells this model's vectors from another's. */
    public String id() {
        return id;
    }

    /**
     * Of what somebody asks or reports. Takes milliseconds, the second time none. Empty when it says nothing or the
     * model cannot read it.
     */
    public Optional<float[]> question(String text) {
        return text.isBlank() ? Optional.empty() : recent.of(text, asked -> read(questionPrefix + asked));
    }

    /**
     * Of what is to be found by questions. Takes milliseconds. Empty when it says nothing or the model cannot read it.
     */
    public Optional<float[]> passage(String text) {
        return text.isBlank() ? Optional.empty() : read(passagePrefix + text);
    }

    /** Whoever asks has words to go by, so that one text that a model cannot take stops nobody. */
    private Optional<float[]> read(String text) {
        try {
            return Optional.of(model.embed(text).content().vector());
        } catch (RuntimeException unreadable) {
            LOG.warn("The sentence model {} cannot read a text, of which only the words count now.", id, unreadable);
            return Optional.empty();
        }
    }

    /** The word pieces of the English model, for whoever wants its list of words. */
    public static InputStream shippedTokenizer() throws IOException {
        return new ByteArrayInputStream(resource("bge-small-en-v1.5-q-tokenizer.json"));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream content = SentenceModel.class.getResourceAsStream("/" + name)) {
            if (content == null) {
                throw new FileNotFoundException("The application lacks its file " + name + ".");
            }
            return content.readAllBytes();
        }
    }
}
