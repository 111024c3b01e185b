package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.ports.QuarantinedMail;
import io.aftercare.conversation.ports.QuarantinedMails;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Mails that could not be taken in. */
@ProcessPaths
class UnreadableMailPaths {

    @Autowired
    private PathFixture path;
    @Autowired
    private MailTasks mailTasks;
    @Autowired
    private Requests requests;
    @Autowired
    private Messages messages;
    @Autowired
    private Attachments attachments;
    @Autowired
    private TaskService tasks;
    @Autowired
    private QuarantinedMails quarantinedMails;

    @Test
    void anUnreadableMailIsTakenInAgain() {
        String task = quarantined(7);
        path.fire("BoundaryEvent_HandleUnreadableMailOverdue", "MAIL-7");
        tasks.complete(task, Map.of("mailHandling", "TAKE_IN_AGAIN"));
        verify(quarantinedMails).takeIn(7);
    }

    @Test
    void anUnreadableMailIsRegisteredByHand() {
        tasks.complete(quarantined(8), Map.of("mailHandling", "REGISTER_BY_HAND", "customerAddress", path.customer,
                "subject", "Help", "requestText", "Reads like a question about charts.", "language", "en"));
        Request registered = requests.list(null, null, null, path.customer, 10, 0).get(0);
        assertThat(attachments.of(messages.of(registered.number()).get(0).id())).hasSize(1);
        verify(quarantinedMails).close(8, "Registered as " + registered.number() + " by process.");
    }

    @Test
    void anUnreadableMailIsDiscardedAndNoOtherThatThePersonNames() {
        tasks.complete(quarantined(9), Map.of("mailHandling", "DISCARD", "remark", "Spam", "mail", 4711L));
        verify(quarantinedMails).close(9, "Discarded by process: Spam");
    }

    private String quarantined(long mail) {
        given(quarantinedMails.find(mail))
                .willReturn(Optional.of(new QuarantinedMail(mail, "<" + mail + "@x.example>",
                        Instant.EPOCH, "a@x.example", "?", "",
                        "It has no sender.", List.of(), new byte[] {1})));
        mailTasks.handleByHand(mail, "It has no sender.", "?", "a@x.example");
        return tasks.createTaskQuery().processInstanceBusinessKey("MAIL-" + mail).singleResult().getId();
    }
}
