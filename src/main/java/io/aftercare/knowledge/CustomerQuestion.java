package io.aftercare.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a customer asks, without what surrounds a question in a mail: quoted text, signatures, greetings.
 *
 * @param subject   the first line of a text with several lines; empty for a single line
 * @param sentences the sentences after it
 */
record CustomerQuestion(String subject, List<String> sentences) {

    /** The subject says in a few words what the mail is about. */
    private static final double SUBJECT_WEIGHT = 2;
    private static final double ASKING_WEIGHT = 1.5;
    private static final Pattern REPLY_PREFIX = Pattern.compile("^(?:\\s*(?:re|fwd?|tr|aw|wg)\\s*:)+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\n");
    private static final Pattern SIGNATURE = Pattern.compile("^(?:--|__+)\\s*$");
    private static final Pattern QUOTE_INTRODUCTION = Pattern.compile(
            "^(?:On .{4,200} wrote|Le .{4,200} a écrit|(?=.*\\d).{4,200}\\b(?:schrieb|schreef|escribió|ha scritto"
                    + "|escreveu|skrev)\\b.{0,80})\\s*:\\s*$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WHOLE_MAIL_QUOTED = Pattern.compile(
            "^-{2,}\\s*(?:Original Message|Message d'origine|Message original|Forwarded message|Message "
                    + "transféré)\\b.*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern COURTESY = Pattern.compile(
            "^\\W*(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day)|thanks?|many thanks|thank you|regards"
                    + "|(?:best|kind(?:est)?|warm(?:est)?)(?= (?:regards|wishes|greetings|thanks)\\b|\\W*$|,)"
                    + "|cheers|sincerely|yours|greetings|bonjour|bonsoir"
                    + "|salut|cher|chère|madame|monsieur"
                    + "|merci|cordialement|bien cordialement|bien à vous|salutations|d'avance|sent from|envoyé "
                    + "de)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    /** What follows is said, such as behind a label or a greeting. */
    private static final Pattern SAID =
            Pattern.compile("^[^,:]*?(?::|(?<![\\p{L}])(?i:hello|hi|hey|bonjour|bonsoir|salut)"
                    + "(?: \\p{L}+){0,2}[,!])\\s+(\\p{Ll}.*)");
    private static final int COURTESY_WORDS = 5;
    private static final int NAME_WORDS = 3;
    private static final int SIGNATURE_LINES = 8;
    private static final int GIST_WORDS = 80;
    private static final int GIST_CHARACTERS = 800;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    /** @param longest characters looked at */
    static CustomerQuestion of(String text, int longest) {
        String bounded = text.length() > longest ? text.substring(0, longest) : text;
        String[] lines = bounded.replace("\r", "").strip().split("\n");
        if (lines.length == 1) {
            return new CustomerQuestion("", sentences(List.of(lines[0])));
        }
        return new CustomerQuestion(REPLY_PREFIX.matcher(lines[0]).replaceFirst("").strip(),
                sentences(written(List.of(lines).subList(1, lines.length))));
    }

    /** The terms of the question and how much each weighs: more in the subject and in a sentence that asks. */
    Map<String, Double> terms(Analysis analysis, String language) {
        var weights = new LinkedHashMap<String, Double>();
        analysis.terms(language, subject).stream().distinct()
                .forEach(term -> weights.merge(term, SUBJECT_WEIGHT, Double::sum));
        for (String sentence : sentences) {
            double weight = sentence.endsWith("?") ? ASKING_WEIGHT : 1;
            analysis.terms(language, sentence).stream().distinct()
                    .forEach(term -> weights.merge(term, weight, Double::sum));
        }
        // A word said five times is not five times as telling.
        weights.replaceAll((term, weight) -> Math.sqrt(weight));
        return weights;
    }

    /** The question in a few words for a reader of meanings: its subject and the beginning; never more than that. */
    String gist() {
        var gist = new StringJoiner(" ");
        String whole = (subject.isEmpty() ? "" : subject + ". ") + String.join(" ", sentences);
        Arrays.stream(whole.strip().split("\\s+")).limit(GIST_WORDS).forEach(gist::add);
        String text = gist.toString();
        return text.length() > GIST_CHARACTERS ? ArticleText.storable(text.substring(0, GIST_CHARACTERS)) : text;
    }

    /** With words written differently; they are matched whole, in small letters. */
    CustomerQuestion with(Map<String, String> corrections) {
        return corrections.isEmpty() ? this
                : new CustomerQuestion(corrected(subject, corrections),
                        sentences.stream().map(sentence -> corrected(sentence, corrections)).toList());
    }

    private static String corrected(String text, Map<String, String> corrections) {
        return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(
                corrections.getOrDefault(word.group().toLowerCase(Locale.ROOT), word.group())));
    }

    /** Without quoted mails and signatures. Lines with marks that nothing introduces say what the customer saw. */
    private static List<String> written(List<String> lines) {
        var kept = new ArrayList<String>();
        boolean quotes = lines.stream().anyMatch(line -> QUOTE_INTRODUCTION.matcher(line).matches());
        int signature = 0;
        for (String line : lines) {
            if (WHOLE_MAIL_QUOTED.matcher(line).matches() && kept.stream().anyMatch(written -> !written.isBlank())) {
                break;
            }
            if (SIGNATURE.matcher(line).matches()) {
                signature = SIGNATURE_LINES;
            } else if (line.isBlank()) {
                signature = 0;
                kept.add("");
            } else if (signature > 0) {
                signature--;
            } else if (!(quotes && line.startsWith(">")) && !QUOTE_INTRODUCTION.matcher(line).matches()) {
                kept.add(line.replaceFirst("^>[>\\s]{0,20}", ""));
            }
        }
        return kept;
    }

    /** Mails break lines within sentences, so a line that goes on in lower case belongs to the one before. */
    private static List<String> sentences(List<String> lines) {
        var joined = new StringBuilder();
        String before = "";
        for (String line : lines) {
            String words = line.strip();
            boolean goesOn = !before.isEmpty() && !isCourtesy(before) && !words.isEmpty()
                    && Character.isLowerCase(words.codePointAt(0));
            joined.append(goesOn ? " " : "\n").append(words);
            before = words;
        }
        var sentences = new ArrayList<String>();
        boolean closing = false;
        for (String sentence : SENTENCE_END.split(joined)) {
            int words = words(sentence);
            if (isCourtesy(sentence)) {
                closing = true;
            } else if (words > 0 && !(closing && words <= NAME_WORDS && !sentence.endsWith("?"))) {
                closing = false;
                sentences.add(sentence.strip());
            }
        }
        return sentences;
    }

    private static boolean isCourtesy(String line) {
        if (words(line) > COURTESY_WORDS || !COURTESY.matcher(line).matches() || ExactTerms.in(line)) {
            return false;
        }
        Matcher said = SAID.matcher(line);
        return !said.matches() || COURTESY.matcher(said.group(1)).matches();
    }

    private static int words(String line) {
        return line.isBlank() ? 0 : line.strip().split("\\s+").length;
    }
}
