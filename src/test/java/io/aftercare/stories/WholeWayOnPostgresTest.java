package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Imports;
import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.process.CustomerChoice;
import io.aftercare.process.RequestProcess;
import io.aftercare.process.SupportRequest;
import io.aftercare.testing.StartsApplication;
import io.aftercare.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole way of a request on the database of production: engine, conversation, triage, search and letters together.
 */
@StartsApplication
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = {
        "aftercare.support.address=support@aftercare.example", "camunda.bpm.job-execution.enabled=false",
        "aftercare.requests.look-for-pending-every=1h"})
@DirtiesContext // so that the application ends before its database does
class WholeWayOnPostgresTest {

    @DynamicPropertySource
    static void postgres(DynamicPropertyRegistry properties) throws IOException {
        String data = Files.createTempDirectory("aftercare-postgres").toString();
        PostgresDatabase.use(properties);
        properties.add("aftercare.data", () -> data);
    }

    @Autowired
    private RequestProcess process;
    @Autowired
    private Requests requests;
    @Autowired
    private Messages messages;
    @Autowired
    private Attachments attachments;
    @Autowired
    private Decisions decisions;
    @Autowired
    private Drafts drafts;
    @Autowired
    private Imports imports;
    @Autowired
    private ArticleImports articles;
    @Autowired
    private TaskService tasks;
    @Autowired
    private IdentityService identities;
    @Autowired
    private Clock clock;
    @Autowired
    private JdbcClient jdbc;

    /** Each open request has a timer that waits for days, and due jobs are looked for several times a second. */
    @Test
    void dueJobsAreFoundWithoutReadingThoseThatAreNot() {
        jdbc.sql("""
                insert into act_ru_job (id_, rev_, type_, retries_, exclusive_, suspension_state_, duedate_)
                select 'far' || n, 1, 'timer', 3, true, 1, timestamp '2099-01-01 00:00:00' + n * interval '1 second'
                from generate_series(1, 20000) n""").update();
        jdbc.sql("analyze act_ru_job").update();
        try {
            List<String> plan = jdbc.sql("""
                    explain select id_ from act_ru_job res where retries_ > 0 and duedate_ <= now()
                    and (lock_owner_ is null or lock_exp_time_ < now()) and suspension_state_ = 1
                    and (exclusive_ = true and not exists (select 1 from act_ru_job j2
                         where j2.process_instance_id_ = res.process_instance_id_ and j2.exclusive_ = true
                         and j2.lock_owner_ is not null and j2.lock_exp_time_ >= now()) or exclusive_ = false)""")
                    .query(String.class).list();
            assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
            assertThat(plan).anyMatch(line -> line.contains("aftercare_job_due"));
            assertThat(jdbc.sql("select count(*) from act_ru_job where duedate_ is null").query(Long.class).single())
                    .isZero();
        } finally {
            jdbc.sql("delete from act_ru_job where id_ like 'far%'").update();
        }
    }

    @Test
    void fromTheQuestionToTheAnswerAndAfterTheEnd() {
        imports.loadProducts(
                "product,name,aliases,version,released,on_sale\nlindenbaum,Lindenbaum,,2026,2025-11-03,true\n"
                        .getBytes(StandardCharsets.UTF_8),
                false);
        imports.loadLicences(("licence_key,order_number,email,name,language,product,edition,version,purchased_on\n"
                + "LB26-AAAA-BBBB,LS-1234567,anna@customers.example,Anna,en,lindenbaum,Pro,2026,"
                + LocalDate.now(clock).minusMonths(3) + "\n").getBytes(StandardCharsets.UTF_8), false);
        articles.importMarkdown(Path.of("src/main/resources/demo/articles"), "demo", null, false);

        RequestNumber number = process.begin(Channel.MAIL, written("Merge duplicates?",
                "How do I merge duplicate people in my tree?"), null, null).number();
        assertThat(requests.get(number).state()).isEqualTo(RequestState.WAITING);
        assertThat(requests.get(number).kind()).isEqualTo(Kind.USE);

        process.customerWrote(number, written("Re: Merge duplicates?", "The menu is not there."));
        assertThat(decisions.of(number)).extracting(Decision::subject)
                .containsExactly("customer", "triage", "articles", "entitlement", "origin");
        drafts.save(number, "ursula", "Please look under People.");
        drafts.save(number, "ursula", "Please look under People, at the bottom.");
        drafts.attach(number,
                new NewAttachment("menu.txt", "text/plain", null, "People".getBytes(StandardCharsets.UTF_8)));
        complete(number, Map.of("answerOutcome", "ANSWER"));

        var answer = messages.of(number).stream().filter(message -> message.purpose() == Purpose.ANSWER).findFirst()
                .orElseThrow();
        assertThat(answer.textBody()).contains("at the bottom");
        assertThat(attachments.contentsOf(answer.id()).get(0).content()).asString().isEqualTo("People");
        assertThat(drafts.find(number)).isEmpty();

        assertThat(process.choose(number, CustomerChoice.SOLVED, Purpose.ANSWER)).isTrue();
        assertThat(requests.list(RequestState.CLOSED, Kind.USE, Outcome.ANSWERED, "Anna@customers.example", 10, 0))
                .hasSize(1);
        assertThat(requests.list(null, null, Outcome.LAPSED, null, 10, 0)).isEmpty();

        process.customerWrote(number, written("Re: Merge duplicates?", "It came back after the update, what now?"));
        assertThat(requests.get(number).state()).isEqualTo(RequestState.OPEN);
        process.choose(number, CustomerChoice.WITHDRAW, null);
        assertThat(requests.get(number).outcome()).isEqualTo(Outcome.WITHDRAWN);
    }

    private void complete(RequestNumber number, Map<String, Object> variables) {
        Task task = tasks.createTaskQuery().processInstanceBusinessKey(number.toString())
                .taskDefinitionKey(SupportRequest.ANSWER_TASK).singleResult();
        identities.setAuthentication("ursula", List.of("usage-support"));
        try {
            tasks.claim(task.getId(), "ursula");
            tasks.complete(task.getId(), variables);
        } finally {
            identities.clearAuthentication();
        }
    }

    private static IncomingMessage written(String subject, String text) {
        return IncomingMessage.written("anna@customers.example", "Anna", subject, text, List.of());
    }
}
