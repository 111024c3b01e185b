package io.aftercare.entitlement;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What became of a file that was taken in.
 *
 * @param lines    lines with data
 * @param problems in the order of the lines, the first {@value #MOST_PROBLEMS}; {@code rejected} counts all
 */
@Schema(description = "What became of an imported file, line by line where something was wrong")
public record ImportReport(int lines, int created, int updated, int unchanged, int rejected, List<Problem> problems) {

    static final int MOST_PROBLEMS = 1_000;

    /**
     * What was wrong with a line.
     *
     * @param line     line of the file, the header being line 1
     * @param column   name of the column; null when it concerns the whole line
     * @param value    as it stands in the file; null when it concerns the whole line
     * @param problem  what is wrong and what to do about it
     * @param rejected true when the line was left out; false when it was taken in nevertheless
     */
    public record Problem(long line, String column, String value, String problem, boolean rejected) {
    }
}
