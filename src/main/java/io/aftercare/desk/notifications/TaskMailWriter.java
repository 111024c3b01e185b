package io.aftercare.desk.notifications;

import io.aftercare.conversation.SupportAddress;
import io.aftercare.letters.CustomerLinks;
import io.aftercare.letters.MailTemplates.Written;
import io.aftercare.letters.MailTemplates;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;

/** Fills the templates of mails to agents, under {@code desk-mails/}; text and HTML both say everything. */
@Component
class TaskMailWriter {

    private final MailTemplates templates = new MailTemplates("desk-mails/", null);
    private final SupportAddress supportAddress;
    private final String baseUrl;
    private final DateTimeFormatter moment;

    TaskMailWriter(SupportAddress supportAddress, Clock clock, @Value("${aftercare.base-url}") String baseUrl) {
        this.supportAddress = supportAddress;
        this.baseUrl = baseUrl.replaceAll("/+$", "");
        this.moment = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.UK).withZone(clock.getZone());
    }

    Written write(String template, Map<String, Object> model) {
        var context = new Context(Locale.UK);
        context.setVariables(model);
        context.setVariable("letter", template);
        context.setVariable("marker", AgentReplyText.MARKER);
        context.setVariable("supportName", supportAddress.name());
        context.setVariable("settings", baseUrl + "/camunda/api/aftercare/notifications");
        context.setVariable("tasklist", baseUrl + "/camunda/app/tasklist/default/");
        Written mail = templates.write(context);
        // Whatever quotes a letter of ours: an agent must not decide for the customer by a click.
        return new Written(CustomerLinks.removedFrom(mail.text()), CustomerLinks.removedFrom(mail.html()));
    }

    String taskLink(String task) {
        return baseUrl + "/camunda/app/tasklist/default/#/?task=" + task;
    }

    String conversationLink(Object request) {
        return baseUrl + "/camunda/api/aftercare/requests/" + request + "/conversation";
    }

    String written(Instant instant) {
        return moment.format(instant);
    }

    /** A line of a table. */
    record Fact(String label, String value) {
    }

    /** A message of the conversation, or a note, as it is shown. */
    record Shown(String head, String side, String text, List<String> files) {
    }

    record Link(String title, String url) {
    }
}
