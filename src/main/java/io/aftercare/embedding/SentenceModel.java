package io.aftercare.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
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

    private static EmbeddingModel loaded(byte[] network, byte[] tokenizer, PoolingMode pooling) throws OrtException {
        OrtEnvironment environment = NativeRuntime.environment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            var encoder = new OnnxBertBiEncoder(environment, environment.createSession(network, options),
                    new ByteArrayInputStream(tokenizer), pooling);
            var model = new AbstractInProcessEmbeddingModel(Runnable::run) {
                @Override
                protected OnnxBertBiEncoder model() {
                    return encoder;
                }
            };
            model.embed("Loaded");
            return model;
        }
    }

    /** The English model that comes with the application. */
    static SentenceModel shipped() throws IOException, OrtException {
        return new SentenceModel("bge-small-en-v1.5-q", loaded(resource("bge-small-en-v1.5-q.onnx"),
                resource("bge-small-en-v1.5-q-tokenizer.json"), PoolingMode.CLS),
                "Represent this sentence for searching relevant passages: ", "");
    }

    /** A model of the vendor's choice. */
    static SentenceModel of(EmbeddingProperties.Model settings) throws IOException, OrtException {
        Path tokenizer = settings.path().resolveSibling("tokenizer.json");
        for (Path file : new Path[] {settings.path(), tokenizer}) {
            if (!Files.isRegularFile(file)) {
                throw new FileNotFoundException("There is no file " + file.toAbsolutePath() + ".");
            }
        }
        byte[] network = Files.readAllBytes(settings.path());
        byte[] words = Files.readAllBytes(tokenizer);
        String id = Fingerprint.of(Fingerprint.of(network), Fingerprint.of(words), settings.pooling().name(),
                settings.passagePrefix());
        return new SentenceModel(id, loaded(network, words, settings.pooling()), settings.questionPrefix(),
                settings.passagePrefix());
    }

    /** Tells this model's vectors from another's. */
    public String id() {
        return id;
    }

    /**
     * Of what somebody asks or reports. Takes milliseconds, the second time none. Empty when it says nothing or the model
     * cannot read it.
     */
    public Optional<float[]> question(String text) {
        return text.isBlank() ? Optional.empty() : recent.of(text, asked -> read(questionPrefix + asked));
    }

    /** Of what is to be found by questions. Takes milliseconds. Empty when it says nothing or the model cannot read it. */
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
