package io.aftercare.desk.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.SupportAddress;
import io.aftercare.desk.notifications.TaskMailWriter.Fact;
import io.aftercare.desk.notifications.TaskMailWriter.Link;
import io.aftercare.desk.notifications.TaskMailWriter.Shown;
import io.aftercare.letters.MailTemplates.Written;
import io.aftercare.process.SupportRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mails to agents say everything both as text and as HTML, and what strangers wrote stays text. */
class TaskMailWriterTest {

    private final TaskMailWriter writer =
            new TaskMailWriter(new SupportAddress("support@aftercare.example", "Aftercare Support"),
                    Clock.fixed(Instant.parse("2026-11-20T09:30:00Z"), ZoneOffset.UTC), "http://localhost:8080/");

    @Test
    void aTaskWithAllThereIs() throws IOException {
        Map<String, Object> model = task();
        Written mail = writer.write("task", model);

        for (String part : List.of(mail.text(), mail.html())) {
            assertThat(part.strip()).contains(AgentReplyText.MARKER, "AC-000042", "Answer the request",
                    "Merge duplicates?", "20 November 2026, 17:00",
                    "Ada Archer · 20 November", "tree.png", "Customer", "ada@example.org", "Merge two people",
                    "https://help.example/merge",
                    "Entitlement: Entitled, by rule", "#redirect ORIGIN",
                    "http://localhost:8080/camunda/app/tasklist/default/#/?task=t1",
                    "http://localhost:8080/camunda/api/aftercare/notifications", "3 older messages");
        }
        assertThat(mail.text()).contains("How do I <b>merge</b> them & why?").startsWith(AgentReplyText.MARKER);
        assertThat(mail.html()).contains("How do I &lt;b&gt;merge&lt;/b&gt; them &amp; why?")
                .doesNotContain("<script>");
        keep("task", mail);
    }

    @Test
    void aSubjectIsShownWhateverItSays() {
        for (String subject : List.of("no", "false", "off")) {
            Map<String, Object> model = task();
            model.put("subject", subject);
            assertThat(writer.write("task", model).text()).contains("Subject: " + subject);
        }
    }

    @Test
    void theLinksByWhichACustomerDecidesAreInNoPartOfAMail() {
        Map<String, Object> model = task();
        String quoted = "Yes, it is solved:\n> <https://help.example/requests/0aZ_-9/solved?letter=ARTICLE_OFFER&x=1>\n"
                + "https://eur01.safelinks.example/?url=https%3A%2F%2Fhelp.example%2Frequests%2F0aZ9%2F"
                + "withdraw&data=05 "
                + "http://localhost:8080/help/requests/0aZ9/still-need-help. https://example.org/requests/solved-cases";
        model.put("messages", List.of(new Shown("Ada", "IN", quoted, List.of())));
        Written mail = writer.write("task", model);
        for (String part : List.of(mail.text(), mail.html())) {
            assertThat(part)
                    .contains("Yes, it is solved:", "[a link for the customer]",
                            "https://example.org/requests/solved-cases")
                    .doesNotContain("0aZ", "/withdraw", "%2Fwithdraw", "still-need-help");
        }
    }

    @Test
    void aReplyThatWasNotUsed() throws IOException {
        var model = new HashMap<String, Object>(
                Map.of("sentence", "Your reply was not sent: the customer has written again.",
                        "advice", "Read the new message below.", "unseen",
                        List.of(new Shown("Ada Archer · today", "IN", "It is about the map.", List.of())),
                        "kept", true, "own", "Choose <Tools>.", "taskLink", writer.taskLink("t1"), "conversation",
                        writer.conversationLink("AC-000042"),
                        "commands", ReplyCommand.explained(SupportRequest.ANSWER_TASK, List.of())));
        model.put("happened", "Ursula Lind completed it.");
        Written mail = writer.write("told", model);
        assertThat(mail.text()).contains("the customer has written again", "Read the new", "It is about the map.",
                "kept as a note",
                "Choose <Tools>.", "still open", "#ask", "Ursula Lind completed");
        assertThat(mail.html()).contains("Choose &lt;Tools&gt;.", "It is about the map.", "#ask",
                "Ursula Lind completed");
        keep("told", mail);
    }

    @Test
    void linesStayLinesInProgramsThatKnowNoPreformattedText() {
        Map<String, Object> model = task();
        model.put("messages", List.of(new Shown("Ada", "IN", "Dear <all>,\n\nit fails.\nAda", List.of())));
        assertThat(writer.write("task", model).html()).contains("Dear &lt;all&gt;,<br><br>it fails.<br>Ada</div>");
    }

    @Test
    void aDigest() throws IOException {
        Written mail = writer.write("digest",
                Map.of("entries", List.of(new DigestEntries.Entry("[AC-000042] Answer the request: Merge?",
                        "ada@example.org", "20 November 2026, 17:00", "How do I merge?",
                        "support+abc@aftercare.example",
                        "mailto:support+abc@aftercare.example?subject=x", writer.taskLink("t1"), "#answer, #ask", true),
                        new DigestEntries.Entry("[AC-000043] Review the refusal: Map", "bo@example.org", null, "Why?",
                                "support+def@aftercare.example",
                                "mailto:support+def@aftercare.example?subject=y", writer.taskLink("t2"),
                                "#uphold, #grant", false))));
        assertThat(mail.text()).contains("2 tasks wait", "[AC-000042]", "Reply to: support+abc@aftercare.example",
                "#uphold, #grant", "Review the refusal");
        assertThat(mail.html()).contains("2 tasks wait", "href=\"mailto:support+abc@aftercare.example?subject=x\"",
                "Decide by mail", "Reply to the customer");
        keep("digest", mail);
    }

    private Map<String, Object> task() {
        var model = new HashMap<String, Object>();
        model.put("own", false);
        model.put("task", "Answer the request");
        model.put("taskLink", writer.taskLink("t1"));
        model.put("due", "20 November 2026, 17:00");
        model.put("commands", ReplyCommand.explained(SupportRequest.ANSWER_TASK, List.of()));
        model.put("answers", true);
        model.put("form", false);
        model.put("number", "AC-000042");
        model.put("subject", "Merge duplicates?");
        model.put("conversation", writer.conversationLink("AC-000042"));
        model.put("facts", List.of(new Fact("Customer", "ada@example.org"), new Fact("Kind", "Use of the software"),
                new Fact("Language", "English"), new Fact("Product", "Lindenbaum 2026"),
                new Fact("Entitlement", "Entitled. Rule 2: two years")));
        model.put("decisions", List.of("20 November 2026, 10:00: Entitlement: Entitled, by rule. Rule 2"));
        model.put("messages", List.of(
                new Shown("Ada Archer · 20 November 2026, 10:00", "IN",
                        "How do I <b>merge</b> them & why?\n\nThanks <script>alert(1)</script>", List.of("tree.png")),
                new Shown("Note for colleagues by udo · 20 November 2026, 10:10", "NOTE", "She called.", List.of()),
                new Shown("Sent to ada@example.org, automatically · 20 November 2026, 10:00", "OUT",
                        "Perhaps this article helps.", List.of())));
        model.put("omitted", 3);
        model.put("articles", List.of(new Link("Merge two people", "https://help.example/merge")));
        return model;
    }

    private static void keep(String name, Written mail) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/desk-mails"));
        Files.writeString(folder.resolve(name + ".html"), mail.html());
        Files.writeString(folder.resolve(name + ".txt"), mail.text());
    }
}
