package io.aftercare.mail.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aftercare.mail.reading.DeliveryReport.Kind;
import io.aftercare.mail.reading.DeliveryReport.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What Amazon SES reports as JSON, which SNS mails to whoever asked for it. */
final class SesNotice {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();
    private static final int DEEPEST = 2;

    private SesNotice() {
    }

    /** @return null when the text is no such report */
    static DeliveryReport in(String text) {
        String words = text.strip();
        // A person who quotes one writes something before it.
        if (!words.startsWith("{") || !words.contains("otificationType") && !words.contains("eventType")) {
            return null;
        }
        JsonNode notice = notice(words.replace("\n", ""), 0);
        return notice == null ? null : report(notice);
    }

    private static JsonNode notice(String json, int depth) {
        try {
            // SNS writes below it how to unsubscribe; the parser stops at the end of the object.
            JsonNode read = JSON.readTree(json);
            if (type(read) != null) {
                return read;
            }
            return depth < DEEPEST && read.path("Message").isTextual() ? notice(read.get("Message").asText(), depth + 1)
                    : null;
        } catch (JsonProcessingException unreadable) {
            return null;
        }
    }

    private static String type(JsonNode notice) {
        return notice.path("notificationType").asText(notice.path("eventType").asText(null));
    }

    private static DeliveryReport report(JsonNode notice) {
        var outcomes = new ArrayList<Outcome>();
        switch (type(notice)) {
            case "Bounce" -> notice.path("bounce").path("bouncedRecipients")
                    .forEach(one -> outcomes.add(bounced(notice.path("bounce"), one)));
            case "Complaint" -> notice.path("complaint").path("complainedRecipients")
                    .forEach(one -> outcomes.add(new Outcome(Kind.COMPLAINT, null, address(one))));
            case "DeliveryDelay" -> notice.path("deliveryDelay").path("delayedRecipients").forEach(one -> outcomes
                    .add(new Outcome(Kind.DELAYED, one.path("status").asText(null), address(one))));
            case "Delivery" -> notice.path("delivery").path("recipients")
                    .forEach(one -> outcomes.add(new Outcome(Kind.DELIVERED, null, one.asText())));
            case "Reject", "Rendering Failure" -> outcomes.add(new Outcome(Kind.FAILED, "5.7.1", null));
            default -> {
                return null;
            }
        }
        if (outcomes.isEmpty()) {
            return null;
        }
        Outcome first = outcomes.get(0);
        return new DeliveryReport(first.kind(), first.status(), first.recipient(), ids(notice.path("mail")),
                List.copyOf(outcomes.subList(1, outcomes.size())));
    }

    private static Outcome bounced(JsonNode bounce, JsonNode recipient) {
        String status = BounceReason.of(recipient.path("status").asText(null),
                recipient.path("diagnosticCode").asText(""));
        return new Outcome(Kind.FAILED, status == null ? ofType(bounce) : status, address(recipient));
    }

    private static String ofType(JsonNode bounce) {
        boolean permanent = bounce.path("bounceType").asText("").equals("Permanent");
        return switch (bounce.path("bounceSubType").asText("")) {
            case "NoEmail", "Suppressed", "OnAccountSuppressionList" -> "5.1.1";
            case "MailboxFull" -> "5.2.2";
            case "MessageTooLarge" -> "5.3.4";
            case "ContentRejected", "AttachmentRejected" -> "5.7.1";
            default -> permanent ? "5.0.0" : "4.0.0";
        };
    }

    private static String address(JsonNode recipient) {
        return recipient.path("emailAddress").asText(null);
    }

    private static List<String> ids(JsonNode mail) {
        Set<String> ids = new LinkedHashSet<>();
        mail.path("headers").forEach(header -> {
            if (header.path("name").asText("").equalsIgnoreCase("Message-ID")) {
                ids.addAll(MessageIds.in(header.path("value").asText("")));
            }
        });
        ids.addAll(MessageIds.in(mail.path("commonHeaders").path("messageId").asText("")));
        return List.copyOf(ids);
    }
}
