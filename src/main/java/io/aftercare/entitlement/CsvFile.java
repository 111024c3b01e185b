package io.aftercare.entitlement;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file as spreadsheets and shops write it, in the encodings of {@link CsvText}; separated by commas, semicolons
 * or tabs, or as a first line "sep=;" says; columns in any order.
 *
 * @param columns  names of the header, lower case, underscores for blanks and dashes
 * @param lines    all lines with data
 * @param encoding in which it was read
 */
record CsvFile(List<String> columns, List<Line> lines, CsvText.Encoding encoding) {

    /** By which Excel is told what separates the values. */
    private static final Pattern SEPARATOR = Pattern.compile("(?i)\\s*\"?sep=(.)\"?[;,\t]*\n");
    /** Of one record; far more than all its values may have together. */
    private static final int LONGEST_RECORD = 100_000;
    /** Spreadsheets write lines without values, too. */
    private static final long BLANK_AND_FULL = 2;

    /**
     * A line with data.
     *
     * @param number of the line in the file, the header being line 1; of its first line when values have line breaks
     * @param places where the values of each column stand, the same for all lines
     * @param values as they stand in the file, never null; those of columns nobody asked for included
     */
    record Line(long number, Map<String, Integer> places, List<String> values) {

        /** The value without what nobody sees and blanks around it. */
        String get(String column) {
            return CsvText.clean(written(column));
        }

        /** The value as it stands in the file. */
        String written(String column) {
            Integer place = places.get(column);
            return place == null || place >= values.size() ? "" : values.get(place);
        }

        /** How many values it has; other than the header's when something is wrong. */
        int size() {
            return values.size();
        }
    }

    /** @throws ImportRejected when it is no CSV file, lacks one of the columns, or has too many lines */
    static CsvFile read(byte[] bytes, Set<String> required, int mostLines) {
        CsvText decoded = CsvText.of(bytes);
        Matcher separator = SEPARATOR.matcher(decoded.text());
        boolean separated = separator.lookingAt();
        String text = separated ? decoded.text().substring(separator.end()) : decoded.text();
        if (text.isBlank()) {
            throw new ImportRejected(
                    "The file is empty. Its first line has to be the header " + String.join(",", required) + ".");
        }
        if (text.startsWith("PK\u0003\u0004")) {
            throw new ImportRejected(
                    "This is a workbook or an archive, no CSV file. Open it in a spreadsheet and save it as CSV.");
        }
        if (text.indexOf('\0') >= 0) {
            throw new ImportRejected(
                    "This is no CSV file: it holds binary data. Save it as CSV (UTF-8) and send it again.");
        }
        CSVFormat format =
                CSVFormat.DEFAULT.builder().setDelimiter(separated ? separator.group(1).charAt(0) : delimiter(text))
                        .setIgnoreSurroundingSpaces(true)
                        .setIgnoreEmptyLines(true).get();
        try (var reader = new RecordReader(text);
                CSVParser parser = CSVParser.builder().setReader(reader).setFormat(format).get()) {
            return read(parser, reader, text, separated ? 2 : 1, required, mostLines).in(decoded.encoding());
        } catch (IOException | UncheckedIOException | IllegalStateException malformed) {
            throw new ImportRejected(
                    "The file is no proper CSV: a quoted value is not closed or has something behind its "
                            + "closing quote (" + reason(malformed)
                            + "). Put values with quotes in quotes and double the quotes in them. "
                            + "Nothing was taken in.");
        }
    }

    private CsvFile in(CsvText.Encoding found) {
        return new CsvFile(columns, lines, found);
    }

    private static CsvFile read(CSVParser parser, RecordReader reader, String text, int firstLine,
            Set<String> required, int mostLines) {
        List<String> columns = null;
        Map<String, Integer> places = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        long number = firstLine;
        int counted = 0;
        long records = 0;
        for (CSVRecord values : parser) {
            int start = (int) values.getCharacterPosition();
            // Empty lines belong to the record behind them.
            while (start < text.length() && Character.isWhitespace(text.charAt(start)) && text.charAt(start) != '\t') {
                start++;
            }
            number += text.substring(counted, start).chars().filter(character -> character == '\n').count();
            counted = start;
            if (++records > BLANK_AND_FULL * mostLines) {
                throw tooManyLines(mostLines);
            }
            if (columns == null) {
                columns = header(values, required);
                for (int place = 0; place < columns.size(); place++) {
                    places.putIfAbsent(columns.get(place), place);
                }
            } else if (values.stream().anyMatch(value -> !CsvText.clean(value).isEmpty())) {
                if (lines.size() == mostLines) {
                    throw tooManyLines(mostLines);
                }
                lines.add(new Line(number, places, values.toList()));
            }
            reader.nextRecord();
        }
        return new CsvFile(columns, lines, null);
    }

    private static List<String> header(CSVRecord values, Set<String> required) {
        List<String> columns = values.stream()
                .map(name -> CsvText.clean(name).toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_")).toList();
        Set<String> missing = new TreeSet<>(required);
        columns.forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new ImportRejected("The header, the first line, lacks " + String.join(", ", missing)
                    + ". It has to name these columns, in any order, separated by commas or semicolons: "
                    + String.join(",", required) + ". Nothing was taken in.");
        }
        List<String> twice =
                required.stream().filter(name -> columns.indexOf(name) != columns.lastIndexOf(name)).toList();
        if (!twice.isEmpty()) {
            throw new ImportRejected(
                    "The header names " + String.join(", ", twice) + " twice. Keep one column of each name. "
                            + "Nothing was taken in.");
        }
        return columns;
    }

    private static ImportRejected tooManyLines(int most) {
        return new ImportRejected("The file has more than " + most + " lines. Send it in several files, each with the "
                + "header, or set aftercare.import.most-lines. Nothing was taken in.");
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

    private static String reason(Exception malformed) {
        Throwable cause = malformed.getCause() == null ? malformed : malformed.getCause();
        return cause.getMessage();
    }

    /** Stops where a record takes so much that a quote in it cannot be meant. */
    private static final class RecordReader extends StringReader {

        private int taken;

        RecordReader(String text) {
            super(text);
        }

        void nextRecord() {
            taken = 0;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            for (int index = offset; index < offset + read; index++) {
                // Empty lines belong to the record behind them, however many they are.
                taken += target[index] == '\n' ? 0 : 1;
            }
            if (taken > LONGEST_RECORD) {
                throw new IOException("a line has more than " + LONGEST_RECORD + " characters");
            }
            return read;
        }
    }
}
