package io.aftercare.mail.reading;

import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the reaction to a mail, a thumb or a heart that a mail program sends at a click, from what somebody writes. */
public final class Reaction {

    /** Gmail sends a part of this type, and the same in words for other programs. */
    private static final String GMAIL_PART = "vnd.google.email-reaction";
    private static final int LONGEST = 400;
    /** With these characters of colour, shape and joining an emoji is made of several. */
    private static final String JOINED = "\\x{200D}\\x{FE0E}\\x{FE0F}\\x{20E3}\\x{1F3FB}-\\x{1F3FF}";
    /** What pleases or thanks; a thumb down, a question mark or tears say that something is wrong. */
    private static final String PLEASED = "\\x{1F44D}\\x{1F44C}\\x{1F44F}\\x{1F64F}\\x{1F64C}\\x{1F4AA}\\x{1F91D}"
            + "\\x{270C}\\x{2705}\\x{2714}\\x{2611}\\x{263A}\\x{2B50}\\x{1F31F}\\x{2728}\\x{1F389}\\x{1F38A}\\x{1F4AF}"
            + "\\x{1F600}-\\x{1F60E}\\x{1F642}\\x{1F643}\\x{1F917}\\x{1F929}\\x{1F970}\\x{1F973}\\x{1F490}\\x{1F339}"
            + "\\x{2764}\\x{2665}\\x{1F493}-\\x{1F49F}\\x{1F5A4}\\x{1F90D}\\x{1F90E}\\x{1F9E1}\\x{1FA77}\\x{1F44B}";
    private static final Pattern ONLY_PLEASED = Pattern.compile("[" + PLEASED + JOINED + "\\s]{1,60}");
    private static final String QUOTE = "[\"“”„«‘'].{0,300}[\"“”»’'…]\\s*+";
    /** What follows is the sign, and what it is about. */
    private static final String END = "\\h*+(?:[:：].*|\\.?\\s*+)";
    private static final Pattern IN_WORDS =
            Pattern.compile("(?isu)(?:.{0,200}\\breacted (?:via|with) (?:gmail|google).*"
                    + "|.{0,40}\\h+a réagi (?:via|avec) gmail.*|.{0,40}\\h+hat (?:über|via|mit) gmail reagiert.*"
                    + "|.{0,80}\\b(?:ha reaccionado|ha reagito|reagiu|reageerde|(?:heeft )?gereageerd"
                    + "|zareagował\\(?a?\\)?|reagerade|reagerede"
                    + "|reagerte|reagoi|отреагировал\\(?а?\\)?)\\h(?:(?:via"
                    + "|mediante|a través de|tramite|pelo|por meio do|op"
                    + "|przez|genom|gennem|gjennom|i|через)\\h)?gmail(?:issa)?\\h*(?:[\\n<].*)?"
                    + "|(?!(?:i|we)\\b).{1,80}\\breacted to your (?:message|e-?mail)" + END
                    + "|.{1,80}\\ba réagi à votre (?:message|e-?mail)" + END
                    + "|.{1,80}\\bhat auf ihre (?:nachricht|e-?mail) reagiert" + END
                    + "|(?:liked|loved|emphasized|laughed at)\\h+" + QUOTE + "|reacted\\h+\\S{1,12}\\h+to\\h+" + QUOTE
                    + "|(?:a aimé|a adoré)\\h+" + QUOTE + ")");

    private Reaction() {
    }

    /** What the reaction is, in short, to be shown in brackets; empty for everything that somebody wrote. */
    public static Optional<String> in(ParsedMail mail) {
        if (!mail.inReplyTo().isEmpty() || !mail.references().isEmpty()) {
            String words = mail.ownText().strip();
            boolean part = mail.attachments().stream()
                    .anyMatch(file -> file.mediaType().contains(GMAIL_PART) || file.name().contains(GMAIL_PART));
            if (part || words.length() <= LONGEST
                    && (!mail.attachments().isEmpty() ? false
                            : IN_WORDS.matcher(words).matches() || ONLY_PLEASED.matcher(words).matches())) {
                return Optional.of(words.lines().findFirst().orElse("").strip());
            }
        }
        return Optional.empty();
    }
}
