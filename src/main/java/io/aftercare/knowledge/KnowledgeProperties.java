package io.aftercare.knowledge;

import dev.langchain4j.model.embedding.onnx.PoolingMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the knowledge base.
 *
 * @param confidence      the share of articles mailed without a person that are to be right: 0.9 is nine of ten offers;
 *                        see {@link Confidence}
 * @param longestQuery    characters of a question that are looked at; the rest of a longer mail is ignored
 * @param folder          a folder of Markdown articles imported at every start; null for none
 * @param largestImport   bytes of an import file, and of all that a zip holds, unpacked
 * @param largestArticle  bytes of one file in a folder or zip, unpacked
 * @param mostArticles    articles in one import, and entries in a zip
 * @param meaning         search by meaning besides words
 */
@Validated
@ConfigurationProperties("aftercare.knowledge")
record KnowledgeProperties(@DefaultValue("0.9") @DecimalMin("0") @DecimalMax("1") double confidence,
        @DefaultValue("6000") @Positive int longestQuery, Path folder,
        @DefaultValue("50MB") DataSize largestImport, @DefaultValue("2MB") DataSize largestArticle,
        @DefaultValue("20000") @Positive int mostArticles, @DefaultValue @Valid Meaning meaning) {

    /**
     * Search by meaning: sentence vectors beside words.
     *
     * @param enabled false searches by words alone in every language
     * @param models  a sentence model by language, ISO 639-1; English has one without being asked
     */
    record Meaning(@DefaultValue("true") boolean enabled, @DefaultValue Map<String, @Valid Model> models) {
    }

    /**
     * A sentence model of one's own.
     *
     * @param path           the ONNX file; its {@code tokenizer.json} lies beside it
     * @param pooling        how the model was trained to make one vector of many, {@code mean} or {@code cls}
     * @param questionPrefix what the model wants before a question, such as {@code query: }; mostly nothing
     * @param passagePrefix  what it wants before a part of an article, such as {@code passage: }; mostly nothing
     */
    record Model(@NotNull Path path, @DefaultValue("mean") PoolingMode pooling, @DefaultValue("") String questionPrefix,
            @DefaultValue("") String passagePrefix) {
    }
}
