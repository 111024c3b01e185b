package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.ports.CustomerMailSender;
import io.aftercare.conversation.ports.Postponed;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.MailSendException;

/** A mail on its way to the customer. */
@ProcessPaths
class OutgoingMailPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private Messages messages;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private ManagementService management;
    @Autowired
    private Clock clock;
    @Autowired
    private CustomerMailSender customerMailSender;

    @Test
    void everyMailGoesOutByAJobThatIsRetried() {
        path.anArticleIsFound();
        path.begin();
        Message offer = messages.of(path.number).get(1);
        verify(customerMailSender, never()).send(anyLong());
        doThrow(new MailSendException("down")).doNothing().when(customerMailSender).send(offer.id());
        Job job = path.job("Task_SendMail");
        try {
            management.executeJob(job.getId());
        } catch (RuntimeException down) {
            assertThat(down).hasMessageContaining("down");
        }
        assertThat(path.job("Task_SendMail").getRetries()).as("of the retries in the diagram").isEqualTo(6);
        management.executeJob(job.getId());
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(path.number.toString())
                .processDefinitionKey(SupportRequest.OUTGOING_MAIL_PROCESS).count()).isZero();
    }

    @Test
    void aLetterWhoseTurnHasNotComeIsTriedAgainAfterAWhileAndNoAttemptCounts() {
        path.anArticleIsFound();
        path.begin();
        Message offer = messages.of(path.number).get(1);
        doThrow(new Postponed("Busy.", Duration.ofSeconds(10))).when(customerMailSender).send(offer.id());
        Job before = path.job("Task_SendMail");
        for (int attempt = 0; attempt < 9; attempt++) {
            assertThatThrownBy(() -> management.executeJob(before.getId())).hasMessageContaining("Busy.");
        }
        Job after = path.job("Task_SendMail");
        assertThat(after.getRetries()).isEqualTo(before.getRetries());
        assertThat(after.getDuedate()).isEqualTo(Date.from(clock.instant().plusSeconds(10)));
        assertThat(runtime.createIncidentQuery().processInstanceId(after.getProcessInstanceId()).count()).isZero();
    }
}
