package io.aftercare.entitlement;

import io.aftercare.entitlement.CsvFile.Line;
import io.aftercare.entitlement.ImportReport.Problem;
import io.aftercare.unicode.QuotedInput;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Collects what was wrong with the lines of a file. */
class ImportErrors {

    private static final int LONGEST_VALUE = 200;
    private static final Comparator<Found> FIRST =
            Comparator.<Found>comparingLong(found -> found.problem().line()).thenComparingLong(Found::order);

    private record Found(Problem problem, long order) {
    }

    /** Those of the first lines, the last of them on top: a file can have millions. */
    private final PriorityQueue<Found> problems = new PriorityQueue<>(FIRST.reversed());
    private final BitSet rejected = new BitSet();
    private long found;

    /** The line cannot be taken in; a null column means the whole line. */
    void reject(Line line, String column, String problem) {
        rejected.set((int) line.number());
        add(line, column, problem, true);
    }

    /** The line is taken in, yet somebody should know. */
    void remark(Line line, String column, String problem) {
        add(line, column, problem, false);
    }

    boolean isRejected(Line line) {
        return rejected.get((int) line.number());
    }

    ImportReport report(int lines, int created, int updated, int unchanged) {
        return new ImportReport(lines, created, updated, unchanged, rejected.cardinality(),
                problems.stream().sorted(FIRST).map(Found::problem).toList());
    }

    private void add(Line line, String column, String problem, boolean isRejected) {
        String value = column == null ? null : CsvText.shown(line.written(column).strip());
        problems.add(new Found(new Problem(line.number(), column,
                value == null ? null : QuotedInput.of(value, LONGEST_VALUE), problem, isRejected), found++));
        if (problems.size() > ImportReport.MOST_PROBLEMS) {
            problems.remove();
        }
    }

    /** Says what of a line could not be read in the encoding of the file, or may have been read wrongly. */
    void checkEncoding(Line line, CsvFile file) {
        for (String column : file.columns()) {
            String value = line.written(column);
            if (value.indexOf(CsvText.BROKEN) >= 0) {
                reject(line, column, "The value has a byte that is no UTF-8, unlike the rest of the file; "
                        + CsvText.BROKEN + " stands for it. Correct it and save the file as CSV (UTF-8).");
            } else if (file.encoding() != CsvText.Encoding.UNICODE && CsvText.ambiguous(value)) {
                remark(line, column, "The file is no UTF-8; it was read as " + file.encoding().charset()
                        + ". If the value reads wrongly, save the file as CSV (UTF-8) and import it again.");
            }
        }
    }

    /** Whether a line has as many values as the header; says so when not. */
    boolean isWhole(Line line, CsvFile file) {
        if (line.size() != file.columns().size()) {
            reject(line, null, "The line has " + line.size() + " values, the header " + file.columns().size()
                    + ". Give every column a value, if need be an empty one, and put values that contain the "
                    + "separator in quotes.");
        } else {
            checkEncoding(line, file);
        }
        return !isRejected(line);
    }

    /** The value of a column that must be there and fit; null with a finding when not. */
    String required(Line line, String column, int longest) {
        if (line.get(column).isEmpty()) {
            reject(line, column, "The value is missing. Fill in " + column + ".");
            return null;
        }
        return optional(line, column, longest);
    }

    /** The value of a column that may be empty but must fit; null when empty, and with a finding when too long. */
    String optional(Line line, String column, int longest) {
        String value = line.get(column);
        if (value.length() > longest) {
            reject(line, column, "The value has " + value.length() + " characters. Shorten it to " + longest + ".");
            return null;
        }
        return value.isEmpty() ? null : value;
    }
}
