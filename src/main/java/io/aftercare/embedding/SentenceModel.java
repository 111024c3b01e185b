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

/**
 * Turns sentences into vectors of length one, whose product says how near they are in meaning. Safe for use by several
 * threads; each call takes one core at most.
 */
public final class SentenceModel {

    static {
        // The tokenizer library reports its use to its makers when it loads, and fetches what it lacks from the network,
        // unless told not to before.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    /** Search and the letter ask about the same mail within a moment; reading it takes longer than all else they do. */
    private static final int REMEMBERED = 32;

    private final String id;
    private final EmbeddingModel model;
    private final RecentEmbeddings recent = new RecentEmbeddings(REMEMBERED);
    private final String questionPrefix;
    private final String passagePrefix;

    private SentenceModel(String id, byte[] network, byte[] tokenizer, PoolingMode pooling, String questionPrefix,
            String passagePrefix) throws OrtException {
        this.id = id;
        this.questionPrefix = questionPrefix;
        this.passagePrefix = passagePrefix;
        OrtEnvironment environment = NativeRuntime.environment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            var encoder = new OnnxBertBiEncoder(environment, environment.createSession(network, options),
                    new ByteArrayInputStream(tokenizer), pooling);
            this.model = new AbstractInProcessEmbeddingModel(Runnable::run) {
                @Override
                protected OnnxBertBiEncoder model() {
                    return encoder;
                }
            };
        }
        model.embed("Loaded");
    }

    /** The English model that comes with the application. */
    static SentenceModel shipped() throws IOException, OrtException {
        return new SentenceModel("bge-small-en-v1.5-q", resource("bge-small-en-v1.5-q.onnx"),
                resource("bge-small-en-v1.5-q-tokenizer.json"), PoolingMode.CLS,
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
        return new SentenceModel(id, network, words, settings.pooling(), settings.questionPrefix(),
                settings.passagePrefix());
    }

    /** Tells this model's vectors from another's. */
    public String id() {
        return id;
    }

    /** Of what somebody asks or reports. Takes milliseconds, the second time none. */
    public float[] question(String text) {
        return recent.of(text, asked -> model.embed(questionPrefix + asked).content().vector());
    }

    /** Of what is to be found by questions. Takes milliseconds. */
    public float[] passage(String text) {
        return model.embed(passagePrefix + text).content().vector();
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
