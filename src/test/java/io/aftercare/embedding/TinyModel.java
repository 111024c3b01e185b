package io.aftercare.embedding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sentence model of a few words, whose files are written by hand: each word has a vector, words that mean the same
 * have the same, in whatever language, and a text has what its words have on average.
 */
public final class TinyModel {

    /** Words of one line mean the same; the first line is for all others. */
    private static final List<List<String>> MEANINGS = List.of(List.of("[UNK]"), List.of("query"), List.of("passage"),
            List.of("invoice", "facture", "rechnung"), List.of("chart", "arbre", "plakat"),
            List.of("phone", "téléphone", "telefon"));

    private TinyModel() {
    }

    /** Writes {@code model.onnx} and {@code tokenizer.json}; no input {@code token_type_ids}, as multilingual ones. */
    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), network(List.of("input_ids", "attention_mask"), words(), true));
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer(words()));
        return folder.resolve("model.onnx");
    }

    /** The meaning of a word: in which place of a vector it counts. */
    static int meaning(String word) {
        return MEANINGS.indexOf(MEANINGS.stream().filter(line -> line.contains(word)).findFirst().orElseThrow());
    }

    static int words() {
        return MEANINGS.stream().mapToInt(List::size).sum();
    }

    /** @param words that it has; {@code text} whether it tells vectors, and not whole numbers */
    static byte[] network(List<String> inputs, int words, boolean vectors) {
        var table = ByteBuffer.allocate(4 * words * MEANINGS.size()).order(ByteOrder.LITTLE_ENDIAN);
        int word = 0;
        for (int meaning = 0; meaning < MEANINGS.size(); meaning++) {
            for (int same = 0; same < MEANINGS.get(meaning).size() && word < words; same++) {
                table.putFloat(4 * (word++ * MEANINGS.size() + meaning), 1);
            }
        }
        byte[] initial = message(number(1, words), number(1, MEANINGS.size()), number(2, 1), bytes(8, "table"),
                bytes(9, table.array()));
        byte[] node = vectors
                ? message(bytes(1, "table"), bytes(1, inputs.get(0)), bytes(2, "last_hidden_state"),
                        bytes(4, "Gather"))
                : message(bytes(1, inputs.get(0)), bytes(2, "last_hidden_state"), bytes(4, "Identity"));
        var graph = new ArrayList<byte[]>(List.of(bytes(1, node), bytes(2, "tiny"), bytes(5, initial)));
        inputs.forEach(input -> graph.add(bytes(11, value(input, 7, "1", "n"))));
        graph.add(bytes(12, vectors ? value("last_hidden_state", 1, "1", "n", String.valueOf(MEANINGS.size()))
                : value("last_hidden_state", 7, "1", "n")));
        return message(number(1, 7), bytes(7, message(graph.toArray(byte[][]::new))),
                bytes(8, message(bytes(1, ""), number(2, 13))));
    }

    static String tokenizer(int words) {
        var vocabulary = new ArrayList<String>();
        MEANINGS.forEach(vocabulary::addAll);
        for (int more = vocabulary.size(); more < words; more++) {
            vocabulary.add("word" + more);
        }
        var entries = new ArrayList<String>();
        for (int id = 0; id < words; id++) {
            entries.add("\"" + vocabulary.get(id) + "\": " + id);
        }
        return """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
                 "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
                 "post_processor": null, "decoder": null,
                 "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {%s}}}"""
                .formatted(String.join(", ", entries));
    }

    /** @param type 1 for decimal numbers, 7 for whole ones */
    private static byte[] value(String name, int type, String... shape) {
        var dimensions = new ArrayList<byte[]>();
        for (String dimension : shape) {
            dimensions.add(bytes(1, dimension.equals("n") ? bytes(2, dimension)
                    : number(1, Integer.parseInt(dimension))));
        }
        return message(bytes(1, name), bytes(2, bytes(1, message(number(1, type),
                bytes(2, message(dimensions.toArray(byte[][]::new)))))));
    }

    private static byte[] number(int field, int value) {
        return message(variable(field << 3), variable(value));
    }

    private static byte[] bytes(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] value) {
        return message(variable(field << 3 | 2), variable(value.length), value);
    }

    private static byte[] variable(int value) {
        var coded = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 127) {
            coded.write(rest & 127 | 128);
            rest >>>= 7;
        }
        coded.write(rest);
        return coded.toByteArray();
    }

    private static byte[] message(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
