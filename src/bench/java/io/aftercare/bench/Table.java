package io.aftercare.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a vendor's file in UTF-8: {@code .csv}, {@code .tsv}, {@code .json} (an array of objects) or
 * {@code .jsonl} (an object a line). A first line of CSV that names a known column names them all; without it they are
 * in the order asked for. Empty lines and columns that nobody asks for are passed over.
 */
public final class Table {

    /** A column and the names it may have, in small letters, the best first. */
    public record Column(String name, List<String> names) {

        public Column(String... names) {
            this(names[0], List.of(names));
        }
    }

    /**
     * @param where the file and the line, or for JSON arrays the entry, for messages
     * @param cells by column; stripped, empty when there is none; the values of a JSON array are joined by spaces
     */
    public record Row(String where, Map<Column, String> cells) {

        public String cell(Column column) {
            return cells.getOrDefault(column, "");
        }
    }

    private Table() {
    }

    /**
     * @param columns the first must have a value in each row
     * @throws IllegalArgumentException saying which line is wrong and what is expected
     */
    public static List<Row> read(Path file, List<Column> columns) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file.toAbsolutePath() + ".");
        }
        String content;
        try {
            content = Files.readString(file).replaceFirst("^\uFEFF", "");
        } catch (CharacterCodingException otherwise) {
            throw new IllegalArgumentException(file + " is not written in UTF-8. Save it so.", otherwise);
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        List<Row> rows = name.endsWith(".jsonl") ? lines(file, content, columns)
                : name.endsWith(".json")
                        ? array(file, content, columns)
                        : name.endsWith(".tsv") || name.endsWith(".csv")
                                ? records(file, content, name.endsWith(".tsv"), columns)
                                : null;
        if (rows == null) {
            throw new IllegalArgumentException(file + " must be a .csv, .tsv, .json or .jsonl file.");
        }
        for (Row row : rows) {
            if (row.cell(columns.get(0)).isBlank()) {
                throw new IllegalArgumentException(row.where + " has no " + columns.get(0).name() + ".");
            }
        }
        return rows;
    }

    private static List<Row> records(Path file, String content, boolean tabs, List<Column> columns) throws IOException {
        CSVFormat format = tabs ? CSVFormat.TDF.builder().setQuote(null).setTrim(true).get()
                : CSVFormat.RFC4180.builder().setTrim(true).get();
        var rows = new ArrayList<Row>();
        try (var records = format.parse(new StringReader(content))) {
            List<Column> places = null;
            for (CSVRecord each : records) {
                if (each.size() == 1 && each.get(0).isBlank()) {
                    continue;
                }
                if (places == null) {
                    places = head(each, columns);
                    if (places.stream().anyMatch(Objects::nonNull)) {
                        continue;
                    }
                    places = columns;
                }
                String where = file + ", line " + records.getCurrentLineNumber();
                if (each.size() > places.size()) {
                    throw new IllegalArgumentException(where + " has " + each.size() + " columns instead of "
                            + places.size() + ". Put a text with commas in quotation marks.");
                }
                var cells = new HashMap<Column, String>();
                for (int place = 0; place < each.size(); place++) {
                    if (places.get(place) != null) {
                        cells.put(places.get(place), each.get(place));
                    }
                }
                rows.add(new Row(where, cells));
            }
        } catch (UncheckedIOException malformed) {
            throw new IllegalArgumentException(file + " cannot be read: " + malformed.getCause().getMessage(),
                    malformed);
        }
        return rows;
    }

    /** What each place holds, null for what nobody asks for. */
    private static List<Column> head(CSVRecord record, List<Column> columns) {
        List<String> names = record.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        var places = new ArrayList<Column>();
        names.forEach(name -> places.add(null));
        for (Column column : columns) {
            column.names().stream().filter(names::contains).findFirst()
                    .ifPresent(name -> places.set(names.indexOf(name), column));
        }
        return places;
    }

    private static List<Row> lines(Path file, String content, List<Column> columns) {
        var rows = new ArrayList<Row>();
        int line = 0;
        for (String each : content.lines().toList()) {
            line++;
            if (!each.isBlank()) {
                String where = file + ", line " + line;
                rows.add(row(where, json(where, each), columns));
            }
        }
        return rows;
    }

    private static List<Row> array(Path file, String content, List<Column> columns) {
        JsonNode array = json(file.toString(), content);
        if (!array.isArray()) {
            throw new IllegalArgumentException(file + " must hold an array of objects.");
        }
        var rows = new ArrayList<Row>();
        for (JsonNode each : array) {
            rows.add(row(file + ", entry " + (rows.size() + 1), each, columns));
        }
        return rows;
    }

    private static JsonNode json(String where, String content) {
        try {
            return new ObjectMapper().readTree(content);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(where + " is no JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static Row row(String where, JsonNode entry, List<Column> columns) {
        if (!entry.isObject()) {
            throw new IllegalArgumentException(where + " is no JSON object.");
        }
        var cells = new HashMap<Column, String>();
        for (Column column : columns) {
            JsonNode value = column.names().stream().map(entry::path).filter(each -> !each.isMissingNode()).findFirst()
                    .orElse(entry.path(column.name()));
            var values = new StringJoiner(" ");
            (value.isArray() ? value : List.of(value))
                    .forEach(each -> values.add(each.isNull() ? "" : each.asText().strip()));
            cells.put(column, values.toString().strip());
        }
        return new Row(where, cells);
    }
}
