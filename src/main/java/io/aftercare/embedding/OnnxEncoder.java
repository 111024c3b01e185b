package io.aftercare.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.output.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs a network of the BERT kind: what a text is cut into, its tokens, goes in, and a vector for each comes out. Of a
 * text with more tokens than the model was trained for, the first are read.
 */
final class OnnxEncoder implements EmbeddingModel {

    private static final String TOKENS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String SEGMENTS = "token_type_ids";
    /** What those who publish models call the vectors of the tokens. */
    private static final List<String> USUAL_OUTPUTS = List.of("last_hidden_state", "token_embeddings");

    private final OrtEnvironment environment = NativeRuntime.environment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;
    private final PoolingMode pooling;
    private final Set<String> inputs;
    private final String output;

    /** Makes a session of an environment. */
    interface Opening {
        OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;
    }

    /**
     * @param longest tokens that are read
     * @throws IllegalArgumentException that says what is wrong with the network or its tokenizer
     */
    OnnxEncoder(Opening opening, InputStream tokenizer, PoolingMode pooling, int longest)
            throws OrtException, IOException {
        this.pooling = pooling;
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = opening.session(environment, options);
        }
        this.inputs = session.getInputNames();
        if (!inputs.contains(TOKENS) || !Set.of(TOKENS, MASK, SEGMENTS).containsAll(inputs)) {
            throw new IllegalArgumentException(
                    "It wants the inputs " + String.join(", ", inputs) + ", and not " + TOKENS
                            + ", " + MASK + " and perhaps " + SEGMENTS + ": it is no sentence model of the BERT kind");
        }
        this.output = output(session.getOutputInfo());
        try {
            this.tokenizer = HuggingFaceTokenizer.newInstance(tokenizer,
                    Map.of("padding", "false", "truncation", "true", "maxLength", String.valueOf(longest),
                            "modelMaxLength", String.valueOf(longest)));
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException("Its tokenizer.json is not one of the kind that Hugging Face publishes "
                    + "(" + unreadable.getMessage() + ")", unreadable);
        }
    }

    private static String output(Map<String, NodeInfo> outputs) {
        return USUAL_OUTPUTS.stream().filter(outputs::containsKey).findFirst()
                .or(() -> outputs.entrySet().stream().filter(each -> vectors(each.getValue())).map(Map.Entry::getKey)
                        .findFirst())
                .filter(name -> vectors(outputs.get(name)))
                .orElseThrow(() -> new IllegalArgumentException("Its outputs " + String.join(", ", outputs.keySet())
                        + " have no vector of decimal numbers for each token or each text: it is no sentence model"));
    }

    /** A text's tokens' vectors, or the text's own. */
    private static boolean vectors(NodeInfo output) {
        return output.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT
                && (tensor.getShape().length == 3 || tensor.getShape().length == 2);
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
        return Response.from(texts.stream().map(text -> embedding(text.text())).toList());
    }

    private Embedding embedding(String text) {
        Encoding encoded = tokenizer.encode(text, true, false);
        var tensors = new HashMap<String, OnnxTensor>();
        try {
            put(tensors, TOKENS, encoded.getIds());
            put(tensors, MASK, encoded.getAttentionMask());
            put(tensors, SEGMENTS, encoded.getTypeIds());
            try (OrtSession.Result result = session.run(tensors)) {
                Embedding embedding = Embedding.from(pooled(result.get(output).orElseThrow().getValue()));
                embedding.normalize();
                return embedding;
            }
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private void put(Map<String, OnnxTensor> tensors, String input, long[] values) throws OrtException {
        if (inputs.contains(input)) {
            tensors.put(input,
                    OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length}));
        }
    }

    private float[] pooled(Object output) {
        if (output instanceof float[][] texts) {
            return texts[0];
        }
        float[][] tokens = ((float[][][]) output)[0];
        if (pooling == PoolingMode.CLS) {
            return tokens[0];
        }
        var mean = new float[tokens[0].length];
        for (float[] token : tokens) {
            for (int place = 0; place < mean.length; place++) {
                mean[place] += token[place] / tokens.length;
            }
        }
        return mean;
    }
}
