package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

class OncePerTransactionTest {

    private final DataSourceTransactionManager transactions =
            new DataSourceTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:once", "sa", ""));
    private final OncePerTransaction<String, Integer> answers = new OncePerTransaction<>();
    private int searched;

    @Test
    void isFoundOutOnceInATransactionAndAnewInTheNextAndOutside() {
        transaction(TransactionDefinition.PROPAGATION_REQUIRED, () -> {
            assertThat(ask("a")).isEqualTo(1);
            assertThat(ask("a")).isEqualTo(1);
            assertThat(ask("b")).isEqualTo(2);
            transaction(TransactionDefinition.PROPAGATION_NESTED, () -> assertThat(ask("a")).isEqualTo(1));
        });
        transaction(TransactionDefinition.PROPAGATION_REQUIRED, () -> assertThat(ask("a")).isEqualTo(3));
        assertThat(ask("a")).isEqualTo(4);
        assertThat(ask("a")).isEqualTo(5);
    }

    @Test
    void aTransactionInsideOfAnotherFindsOutForItself() {
        transaction(TransactionDefinition.PROPAGATION_REQUIRED, () -> {
            assertThat(ask("a")).isEqualTo(1);
            transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW, () -> assertThat(ask("a")).isEqualTo(2));
            assertThat(ask("a")).isEqualTo(1);
        });
    }

    private int ask(String question) {
        return answers.once(question, () -> ++searched);
    }

    private void transaction(int propagation, Runnable steps) {
        var template = new TransactionTemplate(transactions);
        template.setPropagationBehavior(propagation);
        template.executeWithoutResult(status -> steps.run());
    }
}
