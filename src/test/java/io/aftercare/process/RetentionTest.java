package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.conversation.EndedRequests;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import java.time.Clock;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What has ended is kept for its time, and nothing of it for longer. */
@ProcessPaths
class RetentionTest {

    @Autowired
    private PathFixture path;
    @Autowired
    private Requests requests;
    @Autowired
    private EndedRequests ended;
    @Autowired
    private HistoryService history;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private ManagementService management;
    @Autowired
    private PlatformTransactionManager transactions;
    @Autowired
    private Clock clock;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void aRequestIsKeptForAYearFromItsEndAndThenNothingOfIt() {
        withdrawn();
        letMailsLeave();
        long mail = arrivedAs(path.mails().get(0).id());
        later(364);
        retention(defaults()).deleteEnded();
        assertThat(requests.find(path.number)).isPresent();
        assertThat(ways()).isPositive();

        later(2);
        retention(defaults()).deleteEnded();
        assertThat(requests.find(path.number)).isEmpty();
        assertThat(ways()).isZero();
        for (String table : List.of("message", "decision", "undelivered_message")) {
            assertThat(count("select count(*) from " + table + " where request_id = :id", path.number.value()))
                    .as(table).isZero();
        }
        assertThat(count("select count(*) from incoming_mail where id = :id and raw is null and sender is null and "
                + "subject is null and internet_id is not null and erased_at is not null", mail)).isEqualTo(1);
    }

    @Test
    void eachWayToEndHasItsTime() {
        withdrawn();
        letMailsLeave();
        later(31);
        var short30 = new RetentionProperties(Period.ofDays(365), Map.of(Outcome.WITHDRAWN, Period.ofDays(30)),
                Period.ofDays(365), Period.ofDays(30));
        retention(new RetentionProperties(Period.ofDays(365), Map.of(Outcome.LAPSED, Period.ofDays(30)),
                Period.ofDays(365), Period.ofDays(30))).deleteEnded();
        assertThat(requests.find(path.number)).isPresent();
        retention(short30).deleteEnded();
        assertThat(requests.find(path.number)).isEmpty();
    }

    @Test
    void aRequestStaysWhileALetterOfItWaitsInCockpitOrItIsOpenAgain() {
        withdrawn();
        later(400);
        retention(defaults()).deleteEnded();
        assertThat(requests.find(path.number)).as("a letter has not left").isPresent();
        letMailsLeave();
        retention(defaults()).deleteEnded();
        assertThat(requests.find(path.number)).isEmpty();
    }

    @Test
    void aNumberThatLeadsToAnotherRequestLeadsThereAsLongAsThatIsKept() {
        withdrawn();
        letMailsLeave();
        RequestNumber first = path.number;
        later(300);
        withdrawn();
        letMailsLeave();
        requests.joinInto(first, path.number);
        later(100);
        retention(defaults()).deleteEnded();
        assertThat(requests.find(first)).isPresent();
        later(300);
        retention(defaults()).deleteEnded();
        retention(defaults()).deleteEnded();
        assertThat(requests.find(first)).isEmpty();
        assertThat(requests.find(path.number)).isEmpty();
    }

    @Test
    void theEngineDeletesWhatItKnowsOfSendingAfterDaysAndOfRequestsLater() {
        withdrawn();
        letMailsLeave();
        assertThat(waysOf(SupportRequest.OUTGOING_MAIL_PROCESS)).isPositive();
        later(31);
        history.cleanUpHistoryAsync(true);
        for (Job job : history.findHistoryCleanupJobs()) {
            management.executeJob(job.getId());
        }
        assertThat(waysOf(SupportRequest.OUTGOING_MAIL_PROCESS)).isZero();
        assertThat(waysOf(SupportRequest.PROCESS)).isPositive();
    }

    @Test
    void keepingNothingIsRefusedWithASentence() {
        assertThatThrownBy(() -> new RetentionProperties(Period.ZERO, Map.of(), Period.ofDays(1), Period.ofDays(1)))
                .hasMessageContaining("aftercare.retention.requests").hasMessageContaining("P365D");
    }

    private void withdrawn() {
        path.owns("2026", path.today());
        path.begin();
        path.withdraw();
        path.hasEnded(Outcome.WITHDRAWN);
    }

    private void letMailsLeave() {
        for (Job job : management.createJobQuery().messages().list()) {
            if (path.number.toString().equals(runtime.createProcessInstanceQuery()
                    .processInstanceId(job.getProcessInstanceId()).singleResult().getBusinessKey())) {
                management.executeJob(job.getId());
            }
        }
    }

    private long arrivedAs(long message) {
        jdbc.sql("""
                insert into incoming_mail (mailbox, uid_validity, uid, internet_id, sha256, sender, subject, size_bytes,
                       state, attempts, forced, due_at, received_at, message_id)
                values ('support', 1, :message, :id, 'abc', 'anna@customers.example', 'Help', 1, 'HANDLED', 0, false,
                       :now, :now, :message)""").param("message", message).param("id", "<" + message + "@x>")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        return count("select id from incoming_mail where message_id = :id", message);
    }

    private void later(int days) {
        ClockUtil.setCurrentTime(Date.from(ZonedDateTime.now(clock).plusDays(days).toInstant()));
    }

    private RequestRetention retention(RetentionProperties properties) {
        return new RequestRetention(ended, properties, history, runtime, transactions, clock);
    }

    private static RetentionProperties defaults() {
        return new RetentionProperties(Period.ofDays(365), Map.of(), Period.ofDays(365), Period.ofDays(30));
    }

    private long ways() {
        return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(path.number.toString()).count();
    }

    private long waysOf(String process) {
        return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(path.number.toString())
                .processDefinitionKey(process).count();
    }

    private long count(String sql, long id) {
        return jdbc.sql(sql).param("id", id).query(Long.class).single();
    }
}
