package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.mail.reading.Mails;
import io.aftercare.process.Outbox;
import io.aftercare.process.SupportRequest;
import io.aftercare.testing.CountedStatements;
import io.aftercare.testing.StartsApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a mail costs the database, from the stored mail to the article mail that the mail server took; and that a
 * letter, which needs no process while all goes well, has one as soon as it does not.
 */
@StartsApplication
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = {
        "spring.datasource.url=jdbc:h2:mem:cost;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000",
        "aftercare.data=target/test-data/cost", "aftercare.support.address=support@aftercare.example",
        "aftercare.meaning.enabled=false"})
class CostOfAMailTest {

    private static final int MAILS = 20;
    private static final double STATEMENTS = 120;
    private static final double INSERTS = 60;
    private static final double COMMITS = 4;
    private static final ScriptedMailServer SERVER = server();

    @TestConfiguration
    static class Counting {

        /** Looking for work costs the same however many mails there are. */
        @Bean
        static CountedStatements countedStatements() {
            return new CountedStatements(thread -> thread.getName().startsWith("mail-intake-")
                    || thread.getName().startsWith("outbox-")
                    || thread.getName().startsWith("camundaTaskExecutor"));
        }
    }

    @Autowired
    CountedStatements statements;
    @Autowired
    InboundMailRepository mails;
    @Autowired
    ArticleImports articles;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    JdbcClient jdbc;

    @Autowired
    Requests requests;
    @Autowired
    Messages messages;
    @Autowired
    OutgoingMessages outgoing;
    @Autowired
    Outbox outbox;
    @Autowired
    TransactionTemplate transactions;
    @Autowired
    HistoryService history;
    @Autowired
    RuntimeService runtime;
    @Autowired
    RepositoryService repository;
    @Autowired
    ManagementService management;
    @Autowired
    Clock clock;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", SERVER::port);
    }

    @AfterAll
    static void closeServer() throws IOException {
        SERVER.close();
    }

    @Test
    void aMailThatAnArticleAnswersCostsNoMoreThanThis() {
        articles.importMarkdown(Path.of("src/main/resources/demo/articles"), "demo", null, false);
        send(0, 5);
        statements.forget();
        send(5, MAILS);
        List<String> asked = statements.asked();
        System.out.printf("a mail costs %.1f statements, %.1f of them inserts, and %.1f commits%n",
                perMail(asked, "") - perMail(asked, "commit"), perMail(asked, "insert"), perMail(asked, "commit"));
        assertThat(perMail(asked, "insert")).as(() -> asked("insert", asked)).isLessThanOrEqualTo(INSERTS);
        assertThat(perMail(asked, "commit")).isLessThanOrEqualTo(COMMITS);
        assertThat(perMail(asked, "")).as(() -> asked("", asked)).isLessThanOrEqualTo(STATEMENTS + COMMITS);
    }

    @Test
    void aLetterThatLeavesAtOnceNeedsNoProcess() {
        Message letter = queued(request(), true);
        await().until(() -> messages.get(letter.id()).status() == MessageStatus.SENT);
        assertThat(history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(letter.request().toString()).count()).isZero();
        assertThat(sent(letter)).isEqualTo(1);
    }

    @Test
    void oneThatDidNotLeaveIsRetriedByAProcessWhoseFirstAttemptThatWas() {
        SERVER.answer("RCPT", "451 4.7.1 greylisted");
        Message letter = queued(request(), true);
        Job job = await().until(() -> job(letter), Objects::nonNull);
        assertThat(job.getRetries()).as("as the engine counts a first attempt").isEqualTo(6);
        assertThat(job.getExceptionMessage()).contains("greylisted");
        assertThat(job.getDuedate()).isAfter(Date.from(clock.instant().plusSeconds(40)));
        assertThat(runtime.createIncidentQuery().processInstanceId(job.getProcessInstanceId()).count()).isZero();
        assertThat(history.createHistoricJobLogQuery().jobId(job.getId()).failureLog().count()).isEqualTo(1);
        management.executeJob(job.getId());
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(sent(letter)).isEqualTo(1);
    }

    @Test
    void oneThatIsRefusedForGoodIsAnIncidentAtOnceAndLeavesWhenItIsRetried() {
        SERVER.answer(".", "554 5.7.1 this looks like spam");
        Message letter = queued(request(), true);
        Incident incident = await().until(() -> Optional.ofNullable(job(letter)).map(job -> runtime
                .createIncidentQuery().configuration(job.getId()).singleResult()).orElse(null), Objects::nonNull);
        assertThat(incident.getActivityId()).isEqualTo("Task_SendMail");
        assertThat(incident.getIncidentMessage()).contains("this looks like spam").contains("retry this job");
        management.setJobRetries(incident.getConfiguration(), 1);
        await().until(() -> messages.get(letter.id()).status() == MessageStatus.SENT);
        assertThat(sent(letter)).as("refused, and taken").isEqualTo(2);
    }

    @Test
    void lettersOfOneConversationLeaveInTheirOrder() {
        Request request = request();
        Message[] letters = transactions.execute(status -> new Message[] {queued(request, true),
                queued(request, true), queued(request, true)});
        await().atMost(Duration.ofSeconds(30)).until(() -> Stream.of(letters)
                .allMatch(letter -> messages.get(letter.id()).status() == MessageStatus.SENT));
        List<String> all = SERVER.letters();
        assertThat(Stream.of(letters).map(letter -> IntStream.range(0, all.size())
                .filter(place -> all.get(place).contains("Message-ID: " + letter.internetId())).boxed().toList())
                .toList())
                .allSatisfy(places -> assertThat(places).hasSize(1)).isSortedAccordingTo(
                        Comparator.comparing(places -> places.get(0)));
    }

    @Test
    void whatAKilledNodeLeftBehindIsSentAndNothingWhileLettersAreSuspended() {
        Message letter = queued(request(), false);
        repository.suspendProcessDefinitionByKey(SupportRequest.OUTGOING_MAIL_PROCESS);
        try {
            jdbc.sql("update message set created_at = :then where id = :id").param("id", letter.id())
                    .param("then", clock.instant().minusSeconds(60).atOffset(ZoneOffset.UTC)).update();
            assertThatThrownBy(() -> queued(request(), true))
                    .isInstanceOf(SuspendedEntityInteractionException.class);
            await().during(Duration.ofSeconds(6)).atMost(Duration.ofSeconds(8))
                    .until(() -> messages.get(letter.id()).status() == MessageStatus.QUEUED);
        } finally {
            repository.activateProcessDefinitionByKey(SupportRequest.OUTGOING_MAIL_PROCESS);
        }
        await().atMost(Duration.ofSeconds(15))
                .until(() -> messages.get(letter.id()).status() == MessageStatus.SENT);
        assertThat(sent(letter)).isEqualTo(1);
    }

    private Request request() {
        return requests.open(Channel.MAIL, UUID.randomUUID() + "@outbox.example", null, "First", "en", null);
    }

    private Message queued(Request request, boolean told) {
        return transactions.execute(status -> {
            Message letter = outgoing.queue(request, new OutgoingMessage(Purpose.ANSWER, "First", "Words",
                    "<p>Words</p>", false, "ursula", List.of()));
            if (told) {
                outbox.send(letter);
            }
            return letter;
        });
    }

    private Job job(Message letter) {
        return management.createJobQuery().activityId("Task_SendMail").list().stream()
                .filter(job -> Objects.equals(letter.id(), runtime.getVariable(job.getProcessInstanceId(),
                        SupportRequest.MESSAGE.name())))
                .findFirst().orElse(null);
    }

    private long sent(Message letter) {
        return SERVER.letters().stream().filter(each -> each.contains("Message-ID: " + letter.internetId())).count();
    }

    private static double perMail(List<String> asked, String kind) {
        return asked.stream().filter(statement -> statement.startsWith(kind)).count() / (double) MAILS;
    }

    /** For whoever made it more: what is asked how often, the most frequent first. */
    private static String asked(String kind, List<String> asked) {
        return asked.stream().filter(statement -> statement.startsWith(kind))
                .collect(Collectors.groupingBy(statement -> statement.replaceAll("\\s+", " "), Collectors.counting()))
                .entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(each -> "%6.1f %.120s".formatted(each.getValue() / (double) MAILS, each.getKey()))
                .collect(Collectors.joining("\n", "a mail asks\n", "\n"));
    }

    private void send(int first, int many) {
        for (int mail = first; mail < first + many; mail++) {
            mails.keep("support", 1, List.of(new InboundMailRepository.Fetched(mail,
                    Mails.plain("<" + mail + "@customers.example>", "customer" + mail + "@customers.example",
                            "Merge duplicates", "How do I merge duplicate people in my tree?"),
                    null)));
            events.publishEvent(new InboundMailStored());
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> jdbc
                .sql("select count(*) from message where purpose = 'ARTICLE_OFFER' and status = 'SENT'")
                .query(Long.class).single() == first + many);
    }

    private static ScriptedMailServer server() {
        try {
            return new ScriptedMailServer();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
