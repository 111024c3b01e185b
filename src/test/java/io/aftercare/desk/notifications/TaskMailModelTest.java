package io.aftercare.desk.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Participant.How;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.desk.RequestDetail;
import io.aftercare.desk.RequestRecords;
import io.aftercare.desk.TriageNames;
import io.aftercare.desk.notifications.TaskMailWriter.Fact;
import io.aftercare.desk.notifications.TaskMailWriter.Shown;
import io.aftercare.entitlement.Products;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.letters.LetterFrame;
import io.aftercare.letters.Letters;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a mail tells an agent of a request. */
class TaskMailModelTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");

    private final RequestRecords records = mock();
    private final Products products = mock();
    private final KnowledgeBase knowledge = mock();
    private final Task task = mock();
    private final RequestNumber number = new RequestNumber(42);
    private final Letters letters = mock();
    private final TaskMailModel model =
            new TaskMailModel(records, mock(), new TriageNames(products, mock()), knowledge, mock(), mock(),
                    new TaskMailWriter(new SupportAddress("support@aftercare.example", "Aftercare Support"),
                            Clock.fixed(NOW, ZoneOffset.UTC), "http://localhost"),
                    letters);

    @BeforeEach
    void aRequestWithABounceAndAnAnswer() {
        when(task.getTaskDefinitionKey()).thenReturn(SupportRequest.ANSWER_TASK);
        when(records.query(number)).thenReturn("");
        var decision = new Decision(NOW, "entitlement", "ENTITLED", "Rule 2: two years.", "They are not over.",
                Decision.PROCESS);
        when(records.detail(number)).thenReturn(new RequestDetail(number, "Map", RequestState.OPEN, null, Kind.USE,
                "en", null,
                null, null, null, Channel.MAIL, new RequestDetail.Customer("ada@example.org", "Ada", null, List.of()),
                null,
                null, null, "office@example.org", "office@example.org",
                List.of(new Participant("ada@example.org", How.CUSTOMER, NOW, null),
                        new Participant("office@example.org", How.REPLY_TO, NOW, null),
                        new Participant("bob@example.org", How.COPIED_BY_CUSTOMER, NOW, null)),
                NOW, NOW, null, List.of(decision),
                List.of(letter(1, Direction.IN, "How?", false, "map.png"),
                        letter(2, Direction.OUT, "Like this.\n\n-- \nWithdraw: http://localhost/requests/x/withdraw",
                                false, "plan.pdf"),
                        letter(3, Direction.IN, "User unknown", true, "report.txt")),
                List.of(), null));
    }

    @Test
    void whoReadsTheAnswerIsShownBeforeItIsWritten() {
        assertThat(fact("Answers go to")).isEqualTo("office@example.org, as the customer asked");
        assertThat(fact("Copies go to")).isEqualTo("bob@example.org");
    }

    @Test
    void whatTheLetterPutsAroundTheAnswerIsSaidBefore() {
        var frame = new LetterFrame("Hello Ada,", List.of("Aftercare Support"));
        when(letters.frame(number, true, null, null)).thenReturn(frame);
        assertThat(model.of(task, number)).containsEntry("frame", frame);
        when(task.getTaskDefinitionKey()).thenReturn(SupportRequest.TRIAGE_TASK);
        assertThat(model.of(task, number)).containsEntry("frame", null);
    }

    @Test
    void onlyFilesOfTheCustomerAreTheCustomers() {
        assertThat(fact("Files of the customer")).isEqualTo("map.png");
    }

    @Test
    void aDecisionReadsAsSentences() {
        assertThat(fact("Entitlement")).isEqualTo("Entitled. Rule 2: two years. They are not over.");
    }

    @Test
    void theLinksByWhichACustomerDecidesAreNotMailedToAgents() {
        assertThat(shown()).extracting(Shown::text).anyMatch(text -> text.equals("Like this."))
                .noneMatch(text -> text.contains("withdraw"));
    }

    @Test
    void aTaskWithoutAnAnswerBringsNoArticles() {
        when(records.query(number)).thenReturn("How do I merge?");
        when(task.getTaskDefinitionKey()).thenReturn(SupportRequest.REACH_CUSTOMER_TASK);
        assertThat(model()).containsEntry("articles", List.of()).containsEntry("form", true);
        verifyNoInteractions(knowledge);
    }

    private String fact(String label) {
        @SuppressWarnings("unchecked")
        var facts = (List<Fact>) model().get("facts");
        return facts.stream().filter(fact -> fact.label().equals(label)).map(Fact::value).findFirst().orElse(null);
    }

    @SuppressWarnings("unchecked")
    private List<Shown> shown() {
        return (List<Shown>) model().get("messages");
    }

    private Map<String, Object> model() {
        return model.of(task, number);
    }

    private static RequestDetail.MessageDetail letter(long id, Direction direction, String text, boolean automatic,
            String file) {
        return new RequestDetail.MessageDetail(id, direction, Purpose.ANSWER, null, "ada@example.org", "Ada",
                "ada@example.org",
                List.of(), "Map", text, text, null, NOW, automatic, null, "<" + id + "@example.org>", null, false,
                false,
                List.of(new RequestDetail.File(id, file, "text/plain", 1, "")), null);
    }
}
