package io.aftercare.embedding;

import dev.langchain4j.model.embedding.onnx.PoolingMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Search and triage by meaning: sentence vectors beside words.
 *
 * @param enabled whether articles are found and requests triaged by meaning besides words; false works by words alone
 *                in every language
 * @param models  a sentence model of one's own by language, ISO 639-1; English has one without being asked
 */
@Validated
@ConfigurationProperties("aftercare.meaning")
public record EmbeddingProperties(@DefaultValue("true") boolean enabled,
        @DefaultValue Map<String, @Valid Model> models) {

    /**
     * A sentence model of one's own.
     *
     * @param path           the ONNX file; its {@code tokenizer.json} lies beside it
     * @param pooling        how the model was trained to make one vector of many, {@code mean} or {@code cls}
     * @param questionPrefix what the model wants before a question, such as {@code query: }; mostly nothing
     * @param passagePrefix  what it wants before a part of an article, such as {@code passage: }; mostly nothing
     */
    public record Model(@NotNull Path path, @DefaultValue("mean") PoolingMode pooling,
            @DefaultValue("") String questionPrefix,
            @DefaultValue("") String passagePrefix) {
    }
}
