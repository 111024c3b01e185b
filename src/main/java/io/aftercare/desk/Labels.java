package io.aftercare.desk;

import static java.util.Map.entry;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Request;
import io.aftercare.policy.RuleCitations;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands in the records as a code, in words for people. */
public final class Labels {

    private static final Map<String, String> KINDS = Stream.of(Kind.values())
            .collect(Collectors.toMap(Kind::name, Kind::title));
    private static final Map<String, String> LABELS = Map.ofEntries(
            entry("OPEN", "We are working on it"),
            entry("WAITING", "Waiting for the customer"),
            entry("JOINED", "Goes on in another request"),
            entry("REPLY_TO", "Answers were asked to go there"),
            entry("FORMER_ADDRESS", "Former address of the customer"),
            entry("KNOWN", "Known customer"),
            entry("UNKNOWN", "Unknown customer"),
            entry("OFFERED", "Offered to the customer"),
            entry("EXPIRED", "The time of support is over"),
            entry("NO_PURCHASE", "No purchase is known"),
            entry("GOODWILL", "Granted as goodwill"),
            entry("OURS", "The software itself"),
            entry("THIRD_PARTY", "Outside the software"),
            entry("CONTESTED", "The customer disagrees"),
            entry("CHANGED", "What is known of the purchases has changed"),
            entry("PATCH_DUE", "A patch is due"),
            entry("PATCH_REFUSED", "No patch is due"),
            entry("VERSION_UNCLEAR", "The customer is asked which version it is"),
            entry("ASK_CUSTOMER", "Question to the customer"),
            entry("WRONG_KIND", "Wrong kind of assistance"));

    /** What a decision says of its rule, in parts, of which those that cite a rule of the policy are links. */
    public List<RuleCitations.Part> cited(String rule) {
        return RuleCitations.parts(rule);
    }

    /** Of a constant, or of anything else that is written like one; empty for null. */
    public String of(Object code) {
        if (code == null || code.toString().isEmpty()) {
            return "";
        }
        String known = KINDS.getOrDefault(code.toString(), LABELS.get(code.toString()));
        String words = code.toString().replace('_', ' ').toLowerCase(Locale.ROOT);
        return known != null ? known : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** How a request stands: whose turn it is, or how it ended. */
    public String standing(Request request) {
        return of(request.closedAt() != null && request.outcome() != null ? request.outcome() : request.state());
    }

    /** Such as "French" for the ISO 639-1 code fr. */
    public String language(String code) {
        return Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH);
    }

    /** Such as "May 2026" for the month 2026-05. */
    public String month(String month) {
        return YearMonth.parse(month).format(DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH));
    }

    /** Who decided: a rule, or a person by the engine's user id. */
    public String decider(String decidedBy) {
        return Decision.PROCESS.equals(decidedBy) ? "by rule" : "by " + decidedBy;
    }
}
