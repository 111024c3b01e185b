package io.aftercare.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.instance.Text;

/** What stands in the cells of decision tables as a designer writes it. */
final class TableCells {

    private static final Pattern LITERAL = Pattern.compile("\\s*\"([^\"]*)\"\\s*");

    private TableCells() {
    }

    /** The one text a cell holds in quotation marks; empty for everything else. */
    static Optional<String> text(Text cell) {
        Matcher literal = LITERAL.matcher(cell == null || cell.getTextContent() == null ? "" : cell.getTextContent());
        return literal.matches() ? Optional.of(literal.group(1)) : Optional.empty();
    }
}
