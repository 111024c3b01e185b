package io.aftercare.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.TriageResult;
import io.aftercare.embedding.SentenceModels;
import io.aftercare.entitlement.Products;
import io.aftercare.entitlement.PurchaseChanges;
import io.aftercare.testing.PostgresDatabase;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@Import({TextTriage.class, LanguageDetector.class, Examples.class, KindModels.class, KindModelStore.class,
        KindRefit.class,
        TextEmbeddings.class, Products.class, PurchaseChanges.class, TriageOnPostgresTest.Surroundings.class})
class TriageOnPostgresTest {

    @Autowired
    TextTriage triage;
    @Autowired
    KindRefit refit;
    @Autowired
    KindModelStore store;
    @Autowired
    TransactionTemplate transactions;
    @Autowired
    JdbcClient jdbc;

    @TestConfiguration
    @EnableConfigurationProperties({TriageProperties.class, KindRefitProperties.class})
    static class Surroundings {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        ArticleSubjects noArticles() {
            return language -> List.of();
        }

        @Bean
        SentenceModels noMeaning() {
            return TriageNode.byWordsAlone();
        }

        @Bean
        OriginIndicators noSignals() {
            return language -> List.of();
        }
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        PostgresDatabase.use(properties);
    }

    @Test
    void learnsAndForgetsWithTheRequestAsOnH2() {
        jdbc.sql("""
                insert into request (id, channel, state, language, customer_address, subject, token, opened_at,
                       changed_at)
                values (7, 'MAIL', 'OPEN', 'fr', 'zoe@example.org', '', 'token', now(), now())""").update();
        String text = "Le zinzin du bidule tintinnabule";
        double before = triage.triage(text, "fr", List.of()).result().confidence();

        triage.learn(text, "fr", Kind.TECHNICAL, new RequestNumber(7), "tina");
        refit.look();

        assertThat(store.activeVersion("fr")).isPositive();
        TriageResult after = triage.triage(text, "fr", List.of()).result();
        assertThat(after.kind()).isEqualTo(Kind.TECHNICAL);
        assertThat(after.confidence()).isGreaterThan(before);

        jdbc.sql("delete from request where id = 7").update();
        refit.look();
        assertThat(triage.triage(text, "fr", List.of()).result().confidence()).isEqualTo(before);
    }

    @Test
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    void aModelChosenWhileAnotherOneIsJustBeingKeptLeavesOneInForce() {
        var made = new KindModelStore.Version(0, "en", null, true, false, 1, 0, 1, 1, 1, 0, null, 1, 0, null);
        store.add(made, null);
        long first = store.activeVersion("en");

        CompletableFuture<?> choice = transactions.execute(keeping -> {
            store.add(made, null);
            CompletableFuture<?> choosing = CompletableFuture.runAsync(() -> store.use(first));
            await().until(() -> jdbc.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                    .query(Integer.class).single() > 0);
            return choosing;
        });
        choice.join();

        assertThat(store.all()).filteredOn(KindModelStore.Version::inForce).extracting(KindModelStore.Version::version)
                .containsExactly(first);
        jdbc.sql("delete from triage_model").update();
    }
}
