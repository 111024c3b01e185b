package io.aftercare.desk.notifications;

import static io.aftercare.process.SupportRequest.ANSWER_TASK;
import static io.aftercare.process.SupportRequest.HANDLE_MAIL_TASK;
import static io.aftercare.process.SupportRequest.REVIEW_REFUSAL_TASK;
import static io.aftercare.process.SupportRequest.TRIAGE_TASK;
import static io.aftercare.process.SupportRequest.VERIFY_PURCHASE_TASK;

import io.aftercare.conversation.Kind;
import io.aftercare.process.ProblemOrigin;
import io.aftercare.unicode.QuotedInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an agent's reply asks for: a command at its beginning, {@code #redirect antivirus}, and the text behind it.
 *
 * @param argument a kind or the code of an origin; null for words without one
 * @param text     without the command; may be empty
 */
record ReplyCommand(Word word, String argument, String text) {

    private static final Pattern COMMAND =
            Pattern.compile("^\\s*#\\s?(\\p{L}[\\p{L}-]{0,40})[:,.]?(?:\\s+|$)(.*)", Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("^\\s*#\\s?\\p{L}.*", Pattern.DOTALL);
    private static final Pattern BELOW = Pattern.compile("(?m)^[ \\t]*#[ \\t]?(\\p{L}[\\p{L}-]{0,40})(?=[\\s:,.]|$)");
    private static final Pattern ARGUMENT = Pattern.compile("^([\\p{L}_-]{1,60})[:,.]?(?:\\s+|$)(.*)", Pattern.DOTALL);

    /** The commands, in the order in which mails explain them; what the templates ask for is public. */
    enum Word {
        ANSWER("#answer", "Mails your text to the customer as the answer. The same as no command.", ANSWER_TASK),
        ASK("#ask", "Mails your text to the customer as a question; the reply comes back to you.", ANSWER_TASK),
        REDIRECT("#redirect ORIGIN",
                "The problem comes from elsewhere: mails the customer which service is competent, with "
                        + "your text.",
                ANSWER_TASK),
        DEFECT("#defect",
                "The software is at fault: a patch is made if one is due. Your text goes to the customer with the "
                        + "letter that follows.",
                ANSWER_TASK),
        KIND("#kind KIND", "Gives the request to other colleagues. KIND is " + kinds("", " or ") + ". Your text "
                + "stays a note.", ANSWER_TASK),
        NOANSWER("#noanswer", "Closes the request without a mail to the customer. Your text stays a note.",
                ANSWER_TASK),
        UPHOLD("#uphold", "The refusal stands. Your text goes to the customer as a remark.", REVIEW_REFUSAL_TASK),
        GRANT("#grant", "Grants what was refused, as goodwill. Your text stays a note.", REVIEW_REFUSAL_TASK),
        HELP("#help",
                "No patch, but an agent looks for another way to help; only when a patch was refused. Your text "
                        + "stays a "
                        + "note.",
                REVIEW_REFUSAL_TASK),
        CHECKAGAIN("#checkagain", "Decides anew by what is known of the customer's purchases now, such as after an "
                + "import of licences. Your text stays a note.", REVIEW_REFUSAL_TASK),
        COMMERCIAL("#commercial", "It is a commercial question.", TRIAGE_TASK),
        USE("#use", "It is about how to use the software.", TRIAGE_TASK),
        TECHNICAL("#technical", "It is a technical problem.", TRIAGE_TASK),
        NOREQUEST("#norequest", "It is no request for support: it is closed without a mail.", TRIAGE_TASK),
        UNVERIFIED("#unverified", "No purchase can be found. Your text stays a note.", VERIFY_PURCHASE_TASK),
        TAKEIN("#takein", "Tries once more to take the mail in.", HANDLE_MAIL_TASK),
        DISCARD("#discard", "The mail is of no interest. Your text says why.", HANDLE_MAIL_TASK),
        NOTE("#note", "Keeps your text as a note for colleagues. Nothing is mailed; the task stays open.", null),
        CLAIM("#claim", "Takes the task, so that colleagues see you work on it.", null),
        RELEASE("#release", "Gives the task back to the group.", null);

        private final String usage;
        private final String meaning;
        private final String task;

        Word(String usage, String meaning, String task) {
            this.usage = usage;
            this.meaning = meaning;
            this.task = task;
        }

        public String usage() {
            return usage;
        }

        public String meaning() {
            return meaning;
        }

        /** @param taskKey id of the user task in its diagram */
        boolean fits(String taskKey) {
            boolean needsRequest = this == NOTE;
            return task == null ? !(needsRequest && HANDLE_MAIL_TASK.equals(taskKey)) : task.equals(taskKey);
        }

        /** @param origins what may follow {@code #redirect} */
        String meaning(List<ProblemOrigin> origins) {
            return this == REDIRECT ? meaning + " ORIGIN is one of " + OriginWords.listed(origins) + "." : meaning;
        }

        static List<Word> of(String taskKey) {
            return Arrays.stream(values()).filter(word -> word.fits(taskKey)).toList();
        }

        private static String kinds(String mark, String last) {
            List<String> written =
                    Arrays.stream(Kind.values()).map(kind -> mark + kind.name().toLowerCase(Locale.ROOT)).toList();
            return String.join(", ", written.subList(0, written.size() - 1)) + last + written.get(written.size() - 1);
        }
    }

    /**
     * A command as mails explain it.
     *
     * @param usage such as {@code #redirect ORIGIN}
     */
    public record Explained(String usage, String meaning) {
    }

    /** The commands for a task, with all that may follow them. */
    static List<Explained> explained(String taskKey, List<ProblemOrigin> origins) {
        return Word.of(taskKey).stream().map(word -> new Explained(word.usage(), word.meaning(origins))).toList();
    }

    /**
     * Reads the text of a reply; without a command it is an answer.
     *
     * @param taskKey id of the user task in its diagram
     * @param origins what may follow {@code #redirect}, by code or name
     * @throws ReplyRejected when there is no such command, not for this task, or something is missing
     */
    static ReplyCommand parse(String text, String taskKey, List<ProblemOrigin> origins) {
        Matcher command = COMMAND.matcher(text);
        if (!command.matches()) {
            if (MARK.matcher(text).matches()) {
                throw unknown(text.strip().lines().findFirst().orElse(""), taskKey);
            }
            if (!Word.ANSWER.fits(taskKey)) {
                throw new ReplyRejected("This task needs a decision, and your reply does not begin with one.",
                        advice(taskKey));
            }
            return new ReplyCommand(Word.ANSWER, null, text.strip()).complete(taskKey);
        }
        Word word = word(command.group(1), taskKey).orElseThrow(() -> unknown("#" + command.group(1), taskKey));
        String rest = command.group(2).strip();
        String argument = null;
        if (word == Word.REDIRECT) {
            OriginWords.Found origin = OriginWords.first(rest, origins);
            argument = origin.code();
            rest = origin.rest();
        } else if (word == Word.KIND) {
            Matcher first = ARGUMENT.matcher(rest);
            if (first.matches()) {
                argument = first.group(1).toUpperCase(Locale.ROOT).replace('-', '_');
                rest = first.group(2).strip();
            }
        }
        return new ReplyCommand(word, argument, rest).complete(taskKey);
    }

    private static Optional<Word> word(String written, String taskKey) {
        String name = written.toUpperCase(Locale.ROOT).replace("-", "");
        return Word.of(taskKey).stream().filter(known -> known.name().equals(name)).findFirst();
    }

    private ReplyCommand complete(String taskKey) {
        // Below a greeting a command would be mailed to the customer as it stands, and done as something else.
        BELOW.matcher(text).results().map(found -> found.group(1)).filter(found -> word(found, taskKey).isPresent())
                .findFirst().ifPresent(below -> {
                    throw new ReplyRejected(
                            "\"#" + below + "\" stands further down in your reply; only its beginning is read "
                                    + "as a command, and a reply has one.",
                            "Write it again and begin with the command.");
                });
        boolean needsText = word == Word.NOTE || word == Word.DISCARD;
        if (needsText && text.isEmpty()) {
            throw new ReplyRejected("There is no text behind the command " + word.usage() + ".",
                    "Write it again with a text.");
        }
        if (word == Word.KIND && Arrays.stream(Kind.values()).noneMatch(kind -> kind.name().equals(argument))) {
            throw new ReplyRejected((argument == null ? "There is no kind"
                    : "\"" + QuotedInput.of(argument.toLowerCase(Locale.ROOT).replace('_', '-')) + "\" is no kind")
                    + " behind #kind.", "Write " + Word.kinds("#kind ", " or ") + ".");
        }
        return this;
    }

    private static ReplyRejected unknown(String command, String taskKey) {
        return new ReplyRejected("\"" + (command.length() > 60 ? command.substring(0, 60) + "…" : command)
                + "\" is no command for this task.", advice(taskKey));
    }

    private static String advice(String taskKey) {
        return "Begin your reply with one of "
                + Word.of(taskKey).stream().map(Word::usage).collect(Collectors.joining(", "))
                + ".";
    }
}
