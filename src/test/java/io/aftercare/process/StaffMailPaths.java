package io.aftercare.process;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.aftercare.conversation.ports.StaffMailSender;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Mails to agents about their tasks. */
@ProcessPaths
class StaffMailPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private IdentityService identities;
    @Autowired
    private StaffMailSender staffMailSender;

    @Test
    void theAgentsOfATasksGroupAreWrittenTo() {
        User agent = identities.createUserQuery().userId("ursula").singleResult();
        agent.setEmail("ursula@aftercare.example");
        identities.saveUser(agent);
        if (identities.createUserQuery().userId("ursula").memberOfGroup("usage-support").count() == 0) {
            identities.createMembership("ursula", "usage-support");
        }
        path.owns("2026", path.today());
        path.begin();
        path.task(SupportRequest.ANSWER_TASK, "usage-support");
        path.fire("Task_ComposeStaffMails");
        verify(staffMailSender, never()).send(any());
        path.fire("Task_SendStaffMail");
        verify(staffMailSender).send(any());
    }
}
