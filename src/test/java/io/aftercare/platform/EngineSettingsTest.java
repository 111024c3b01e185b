package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StartedApplication
class EngineSettingsTest {

    @Autowired
    ProcessEngine engine;
    @Autowired
    TaskService tasks;
    @Autowired
    FilterService filters;
    @Autowired
    IdentityService identities;
    @Autowired
    DataSource dataSource;

    @Test
    void theEngineIsSetAsWeRelyOnIt() {
        var settings = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();

        assertThat(settings.isAuthorizationEnabled()).isTrue();
        assertThat(settings.isJobExecutorDeploymentAware()).isFalse();
        assertThat(settings.isHintJobExecutor()).isTrue();
        assertThat(settings.getFailedJobRetryTimeCycle()).isEqualTo("R5/PT5M");
        assertThat(settings.isEnforceHistoryTimeToLive()).isTrue();
        assertThat(settings.getHistoryLevel()).isEqualTo(HistoryLevel.HISTORY_LEVEL_FULL);
        assertThat(settings.getDefaultSerializationFormat()).isEqualTo("application/json");
        assertThat(settings.isJavaSerializationFormatEnabled()).isFalse();
        assertThat(settings.isEnablePasswordPolicy()).isTrue();
        assertThat(settings.isEnableExpressionsInAdhocQueries()).isFalse();
        assertThat(settings.getJobExecutor().getMaxWait()).isEqualTo(5000);
        assertThat(settings.getJobExecutor().getWaitTimeInMillis()).isEqualTo(500);
        assertThat(settings.getJobExecutor().isActive()).isTrue();
    }

    @Test
    void transactionsAreReadCommitted() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void aNestedQueryCannotEvaluateAnExpressionEvenInsideTheEngine() {
        var query = tasks.createTaskQuery().or().taskAssigneeExpression("${probe.touch()}").endOr();

        assertThatThrownBy(query::list).hasRootCauseInstanceOf(BadUserRequestException.class);
    }

    @Test
    void aStoredFilterCannotEvaluateAnExpressionThatGotIntoTheDatabase() {
        var filter = filters.saveFilter(filters.newTaskFilter("Smuggled")
                .setQuery(tasks.createTaskQuery().taskAssigneeExpression("${probe.touch()}")));
        try {
            assertThatThrownBy(() -> filters.list(filter.getId()))
                    .hasRootCauseInstanceOf(BadUserRequestException.class);
        } finally {
            filters.deleteFilter(filter.getId());
        }
    }

    @Test
    void aStoredFilterMayAskForTheUserTheGroupsAndThePresent() {
        var filter = filters.saveFilter(filters.newTaskFilter("Mine").setQuery(tasks.createTaskQuery()
                .taskAssigneeExpression("${ currentUser() }").dueBeforeExpression("${now()}")));
        try {
            identities.setAuthentication("root", List.of("camunda-admin"));
            assertThat(filters.count(filter.getId())).isZero();
        } finally {
            identities.clearAuthentication();
            filters.deleteFilter(filter.getId());
        }
    }
}
