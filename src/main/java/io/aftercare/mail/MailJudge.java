package io.aftercare.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells what an automaton wrote from what a person wrote, so that no automatic answer ever meets another. */
final class MailJudge {

    private static final Set<String> PRECEDENCES = Set.of("bulk", "junk", "list", "auto_reply", "auto-reply", "autoreply");
    private static final List<String> MARKS = List.of("x-autoreply", "x-autorespond", "x-autoresponder",
            "x-autoreply-from", "x-auto-reply", "x-mail-autoreply", "x-loop");
    private static final Pattern ROBOT = Pattern.compile(
            "(?:mailer-?daemon|postmaster|(?:.*[._+-])?no[._-]?reply(?:[._+-].*)?"
            + "|(?:.*[._+-])?do[._-]?not[._-]?reply(?:[._+-].*)?|(?:.*[._+-])?ne[._-]?pas[._-]?repondre(?:[._+-].*)?"
            + "|keine[._-]?antwort|bounces?(?:[._+-].*)?|auto-?responder)@.*");
    private static final Pattern ABSENCE = Pattern.compile(
            "(?iu)^\\s*(?:(?:automatic reply|auto[- ]?reply|autoreply|auto response"
            + "|autoresponse|réponse automatique|reponse automatique|automatische antwort|autoantwort|auto)\\s*(?::.*|$)"
            + "|(?:out of (?:the )?office|absence du bureau|absent du bureau|message d['’]absence|notification d['’]absence"
            + "|abwesenheitsnotiz|abwesenheitsmeldung|abwesenheitsnachricht)(?:$|[^\\p{L}].*))");

    private MailJudge() {
    }

    /** Why a mail is held to be written by an automaton, in words; empty when a person wrote it. */
    static Optional<String> automatic(ParsedMail mail) {
        String submitted = word(mail.header("auto-submitted"));
        if (!submitted.isEmpty() && !submitted.equals("no")) {
            return Optional.of("Auto-Submitted: " + submitted);
        }
        String precedence = word(mail.header("precedence"));
        if (PRECEDENCES.contains(precedence)) {
            return Optional.of("Precedence: " + precedence);
        }
        String suppress = word(mail.header("x-auto-response-suppress"));
        if (!suppress.isEmpty() && !suppress.equals("none")) {
            return Optional.of("X-Auto-Response-Suppress");
        }
        Optional<String> mark = MARKS.stream().filter(mail::has).findFirst()
                .or(() -> mail.headers().keySet().stream().filter(name -> name.startsWith("list-")).findFirst());
        if (mark.isPresent()) {
            return mark;
        }
        if (mail.header("return-path").replaceAll("\\s", "").equals("<>")) {
            return Optional.of("empty Return-Path");
        }
        if (mail.from() != null && ROBOT.matcher(mail.from().address()).matches()) {
            return Optional.of("sender " + mail.from().address());
        }
        return ABSENCE.matcher(mail.subject()).matches() ? Optional.of("subject \"" + mail.subject() + "\"")
                : Optional.empty();
    }

    private static String word(String header) {
        return header.replaceAll("[;,(].*", "").strip().toLowerCase(Locale.ROOT);
    }
}
