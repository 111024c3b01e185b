package io.aftercare.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A sentence model of the vendor's choice: set by a few lines, and refused with a sentence when it is none. */
class OwnModelTest {

    @TempDir
    private Path folder;

    @Test
    void oneSettingServesSeveralLanguagesByOneModelLoadedOnce() throws IOException {
        SentenceModels models = models("many", "languages", "fr, de");
        models.load(Set.of("fr", "de", "es"));
        assertThat(models.of("fr")).isPresent().containsSame(models.of("de").orElseThrow());
        assertThat(models.of("es")).isEmpty();
        assertThat(models.languages()).containsExactly("de", "en", "fr");
        assertThat(List.of("fr", "en", "es")).extracting(models::covers).containsExactly(true, true, false);
    }

    @Test
    void aModelOfEveryLanguageServesEnglishToo() throws IOException {
        SentenceModels models = models("many", "languages", "*");
        models.load(Set.of("fr", "es"));
        assertThat(models.of("fr")).isPresent().containsSame(models.of("es").orElseThrow())
                .containsSame(models.of("en").orElseThrow());
        assertThat(models.languages()).containsExactly("en", "es", "fr");
    }

    @Test
    void questionsAndPassagesHaveTheirPrefixesAndTheMeanOfTheirTokens() throws IOException {
        SentenceModels models = models("fr", "question-prefix", "query: ", "passage-prefix", "passage: ");
        models.load(Set.of("fr"));
        SentenceModel model = models.of("fr").orElseThrow();
        float[] question = model.question("facture").orElseThrow();
        float[] passage = model.passage("invoice").orElseThrow();
        assertThat(question[TinyModel.meaning("query")]).isPositive();
        assertThat(question[TinyModel.meaning("passage")]).isZero();
        assertThat(passage[TinyModel.meaning("passage")]).isPositive();
        assertThat(question[TinyModel.meaning("invoice")]).isEqualTo(passage[TinyModel.meaning("facture")]);
        // "query", ":" and "facture", a third each.
        assertThat(question[TinyModel.meaning("query")]).isCloseTo((float) Math.sqrt(1 / 3.0), within(1e-6f));
    }

    @Test
    void aTextIsReadAsFarAsTheModelReadsByTokens() throws IOException {
        SentenceModels models = models("fr", "longest-input", "8");
        models.load(Set.of("fr"));
        SentenceModel model = models.of("fr").orElseThrow();
        float[] cut = model.passage("facture ".repeat(8) + "arbre ".repeat(1000)).orElseThrow();
        assertThat(cut).isEqualTo(model.passage("facture").orElseThrow());
        assertThat(model.passage("facture ".repeat(4) + "arbre").orElseThrow()[TinyModel.meaning("arbre")])
                .isPositive();
    }

    @Test
    void ofTheFirstTokenAloneWhereItIsTrainedSo() throws IOException {
        SentenceModels models = models("fr", "pooling", "cls");
        models.load(Set.of("fr"));
        assertThat(models.of("fr").orElseThrow().passage("facture arbre téléphone").orElseThrow())
                .isEqualTo(models.of("fr").orElseThrow().passage("facture").orElseThrow());
    }

    @Test
    void whatIsNoSentenceModelIsRefusedWithWhatToDo() throws IOException {
        Path model = TinyModel.write(folder);
        assertThat(refused(model.resolveSibling("other.onnx"))).contains("There is no file", "other.onnx",
                "Fetch it from where the model is published");
        Path tokenizer = model.resolveSibling("tokenizer.json");
        Files.move(tokenizer, folder.resolve("elsewhere.json"));
        assertThat(refused(model)).contains("There is no file", "tokenizer.json lies beside the ONNX file");
        Files.writeString(tokenizer, "<html>404</html>");
        assertThat(refused(model)).contains("Its tokenizer.json is not one of the kind that Hugging Face publishes");
        Files.writeString(tokenizer, TinyModel.tokenizer(TinyModel.words()));
        assertThat(refused(model)).isNull();
        // Words that the network lacks.
        Files.write(model, TinyModel.network(List.of("input_ids", "attention_mask"), 1, true));
        Files.writeString(tokenizer, TinyModel.tokenizer(30).replace("\"[UNK]\": 0", "\"[UNK]\": 29")
                .replace("\"word29\": 29", "\"word29\": 0"));
        assertThat(refused(model)).contains("cannot read a text by the tokens of", "fetch both files from the same");
        Files.write(model, TinyModel.network(List.of("pixel_values"), TinyModel.words(), true));
        assertThat(refused(model)).contains("It wants the inputs pixel_values", "it is no sentence model");
        Files.write(model, TinyModel.network(List.of("input_ids", "attention_mask"), TinyModel.words(), false));
        assertThat(refused(model)).contains("Its outputs last_hidden_state have no vector of decimal numbers");
        Files.writeString(model, "version https://git-lfs.github.com/spec/v1\n");
        assertThat(refused(model)).contains("is no ONNX file, or not a whole one", "fetch it once more");
    }

    /** Null when it is taken. */
    private String refused(Path model) {
        var models = new SentenceModels(new EmbeddingProperties(true, Map.of("fr",
                new EmbeddingProperties.Model(model, List.of(), PoolingMode.MEAN, "", "", 512))), folder);
        models.load(Set.of("fr"));
        return models.failures().get("fr");
    }

    private SentenceModels models(String name, String... settings) throws IOException {
        var all = new HashMap<String, String>();
        all.put("aftercare.meaning.models." + name + ".path", TinyModel.write(folder).toString());
        for (int each = 0; each < settings.length; each += 2) {
            all.put("aftercare.meaning.models." + name + "." + settings[each], settings[each + 1]);
        }
        return new SentenceModels(new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("aftercare.meaning", EmbeddingProperties.class), folder);
    }
}
