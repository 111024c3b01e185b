package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.mail.reading.Mails;
import io.aftercare.testing.CountedStatements;
import io.aftercare.testing.StartsApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

/** What a mail costs the database, from the stored mail to the article mail that the mail server took. */
@StartsApplication
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = {
        "spring.datasource.url=jdbc:h2:mem:cost;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000",
        "aftercare.data=target/test-data/cost", "aftercare.support.address=support@aftercare.example",
        "aftercare.meaning.enabled=false"})
class CostOfAMailTest {

    private static final int MAILS = 20;
    private static final double STATEMENTS = 181;
    private static final double INSERTS = 71;
    private static final double COMMITS = 6.5;
    private static final ScriptedMailServer SERVER = server();

    @TestConfiguration
    static class Counting {

        /** Looking for work costs the same however many mails there are. */
        @Bean
        static CountedStatements countedStatements() {
            return new CountedStatements(thread -> thread.getName().startsWith("mail-intake-")
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
