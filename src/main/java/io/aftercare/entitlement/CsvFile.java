package io.aftercare.entitlement;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file as spreadsheets and shops write it: UTF-8 with or without byte order mark, UTF-16 with one, otherwise
 * Windows-1252; separated by commas, semicolons or tabs; columns in any order.
 *
 * @param columns names of the header, lower case, underscores for blanks and dashes
 * @param lines   all lines with data
 */
record CsvFile(List<String> columns, List<Line> lines) {

    private static final char MARK = '\uFEFF';

    /**
     * A line with data.
     *
     * @param number of the line in the file, the header being line 1; of its first line when values have line breaks
     * @param values by column, stripped, never null; columns nobody asked for included
     * @param size   how many values it has; other than the header's when something is wrong
     */
    record Line(long number, Map<String, String> values, int size) {

        String get(String column) {
            return values.getOrDefault(column, "");
        }
    }

    /** @throws ImportRefused when it is no CSV file or lacks one of the columns */
    static CsvFile read(byte[] bytes, Set<String> required) {
        String text = decoded(bytes);
        if (text.isBlank()) {
            throw new ImportRefused(
                    "The file is empty. Its first line has to be the header " + String.join(",", required) + ".");
        }
        if (text.startsWith("PK\u0003\u0004")) {
            throw new ImportRefused(
                    "This is a workbook or an archive, no CSV file. Open it in a spreadsheet and save it as CSV.");
        }
        if (text.indexOf('\0') >= 0) {
            throw new ImportRefused(
                    "This is no CSV file: it holds binary data. Save it as CSV (UTF-8) and send it again.");
        }
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter(text)).setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true).get();
        try (CSVParser parser = CSVParser.builder().setReader(new StringReader(text)).setFormat(format).get()) {
            return read(parser, text, required);
        } catch (IOException | UncheckedIOException | IllegalStateException malformed) {
            throw new ImportRefused(
                    "The file is no proper CSV: a quoted value is not closed or has something behind its "
                            + "closing quote (" + reason(malformed)
                            + "). Put values with quotes in quotes and double the quotes in them. "
                            + "Nothing was taken in.");
        }
    }

    private static CsvFile read(CSVParser parser, String text, Set<String> required) {
        List<String> columns = null;
        List<Line> lines = new ArrayList<>();
        long number = 1;
        int counted = 0;
        for (CSVRecord values : parser) {
            int start = (int) values.getCharacterPosition();
            // Empty lines belong to the record behind them.
            while (start < text.length() && Character.isWhitespace(text.charAt(start)) && text.charAt(start) != '\t') {
                start++;
            }
            number += text.substring(counted, start).chars().filter(character -> character == '\n').count();
            counted = start;
            if (columns == null) {
                columns = header(values, required);
            } else if (values.stream().anyMatch(value -> !value.isBlank())) {
                lines.add(line(number, columns, values));
            }
        }
        return new CsvFile(columns, lines);
    }

    private static List<String> header(CSVRecord values, Set<String> required) {
        List<String> columns = values.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_")).toList();
        Set<String> missing = new TreeSet<>(required);
        columns.forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new ImportRefused("The header, the first line, lacks " + String.join(", ", missing)
                    + ". It has to name these columns, in any order, separated by commas or semicolons: "
                    + String.join(",", required) + ". Nothing was taken in.");
        }
        List<String> twice =
                required.stream().filter(name -> columns.indexOf(name) != columns.lastIndexOf(name)).toList();
        if (!twice.isEmpty()) {
            throw new ImportRefused(
                    "The header names " + String.join(", ", twice) + " twice. Keep one column of each name. "
                            + "Nothing was taken in.");
        }
        return columns;
    }

    private static Line line(long number, List<String> columns, CSVRecord record) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int index = 0; index < Math.min(columns.size(), record.size()); index++) {
            values.putIfAbsent(columns.get(index), record.get(index).strip());
        }
        return new Line(number, values, record.size());
    }

    private static char delimiter(String text) {
        String header = text.strip().lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(character -> character == wanted).count();
    }

    private static String decoded(byte[] bytes) {
        String text;
        if (bytes.length >= 2 && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)) {
            text = new String(bytes, StandardCharsets.UTF_16);
        } else {
            try {
                text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException notUnicode) {
                text = new String(bytes, Charset.forName("windows-1252"));
            }
        }
        text = !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String reason(Exception malformed) {
        Throwable cause = malformed.getCause() == null ? malformed : malformed.getCause();
        return cause.getMessage();
    }
}
