package io.aftercare.knowledge.sources;

import java.util.Set;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * Takes a {@code <} that cannot begin mark-up for the character it is. The library's own parsers look for the end of a
 * tag or comment through all that follows, from each {@code <} anew, which takes hours for a long text of them.
 */
final class InlineMarkup implements InlineContentParserFactory {

    /** Longer tags are none. */
    private static final int LONGEST_TAG = 2_000;

    @Override
    public Set<Character> getTriggerCharacters() {
        return Set.of('<');
    }

    @Override
    public InlineContentParser create() {
        return new OfOneBlock();
    }

    /** Knows which ends do not come any more: what was looked for in vain once is not looked for again. */
    private static final class OfOneBlock implements InlineContentParser {

        private boolean noComment;
        private boolean noCharacterData;
        private boolean noInstruction;
        private boolean noDeclaration;

        @Override
        public ParsedInline tryParse(InlineParserState state) {
            Scanner scanner = state.scanner();
            scanner.next();
            Position behind = scanner.position();
            boolean ends = switch (scanner.peek()) {
                case '!' -> endsDeclaration(scanner);
                case '?' -> !noInstruction && !(noInstruction = !found(scanner, "?>"));
                default -> endsTag(scanner);
            };
            // The library's parsers come next.
            return ends ? ParsedInline.none() : ParsedInline.of(new Text("<"), behind);
        }

        private boolean endsDeclaration(Scanner scanner) {
            scanner.next();
            if (scanner.next("--")) {
                // A comment may also end at once: <!--> and <!--->.
                return scanner.peek() == '>' || scanner.peek() == '-'
                        || !noComment && !(noComment = !found(scanner, "-->"));
            }
            if (scanner.next("[CDATA[")) {
                return !noCharacterData && !(noCharacterData = !found(scanner, "]]>"));
            }
            return !noDeclaration && !(noDeclaration = !found(scanner, ">"));
        }

        private static boolean found(Scanner scanner, String end) {
            while (scanner.find(end.charAt(0)) >= 0) {
                if (scanner.next(end)) {
                    return true;
                }
                scanner.next();
            }
            return false;
        }

        /** A tag or an address in angle brackets; within quotes it may have any character. */
        private static boolean endsTag(Scanner scanner) {
            char quote = 0;
            for (int length = 0; scanner.hasNext() && length < LONGEST_TAG; length++) {
                char character = scanner.peek();
                if (quote != 0) {
                    quote = character == quote ? 0 : quote;
                } else if (character == '>') {
                    return true;
                } else if (character == '<') {
                    return false;
                } else if (character == '"' || character == '\'') {
                    quote = character;
                }
                scanner.next();
            }
            return false;
        }
    }
}
