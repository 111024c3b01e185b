package io.aftercare.embedding;

import dev.langchain4j.model.embedding.onnx.PoolingMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Search and triage by meaning: sentence vectors beside words.
 *
 * @param enabled whether articles are found and requests triaged by meaning besides words; false works by words alone
 *                in every language
 * @param models  sentence models of one's own, by the language that they are for, ISO 639-1, or by any name when they
 *                are for several; English has one without being asked
 */
@Validated
@ConfigurationProperties("aftercare.meaning")
public record EmbeddingProperties(@DefaultValue("true") boolean enabled,
        @DefaultValue Map<String, @Valid Model> models) {

    /**
     * A sentence model of one's own.
     *
     * @param path           the ONNX file; its {@code tokenizer.json} lies beside it
     * @param languages      the languages that it is for, ISO 639-1; {@code *} is every language that has no model of
     *                       its own, English included. Nothing means the language by which it is named
     * @param pooling        how the model was trained to make one vector of many, {@code mean} or {@code cls}
     * @param questionPrefix what the model wants before a question, such as {@code query: }; mostly nothing
     * @param passagePrefix  what it wants before a part of an article, such as {@code passage: }; mostly nothing
     * @param longestInput   tokens of a text that it reads, those that begin and end it included: what it was trained
     *                       for
     */
    public record Model(@NotNull Path path, @DefaultValue List<String> languages,
            @DefaultValue("mean") PoolingMode pooling, @DefaultValue("") String questionPrefix,
            @DefaultValue("") String passagePrefix, @DefaultValue("512") @Min(8) int longestInput) {
    }
}
