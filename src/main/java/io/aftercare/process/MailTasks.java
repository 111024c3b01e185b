package io.aftercare.process;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.letters.Letters;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is done about mail that is not plainly a customer's message: a person gets a task, or the customer a letter.
 * Every method is one transaction over our tables and the engine's.
 */
@Service
@Transactional
public class MailTasks {

    private static final String KEY = "MAIL-";

    private final RuntimeService runtime;
    private final Requests requests;
    private final Messages messages;
    private final Letters letters;
    private final Outbox outbox;
    private final PlacedMails placed;

    MailTasks(RuntimeService runtime, Requests requests, Messages messages, Letters letters, Outbox outbox,
            PlacedMails placed) {
        this.runtime = runtime;
        this.requests = requests;
        this.messages = messages;
        this.letters = letters;
        this.outbox = outbox;
        this.placed = placed;
    }

    /** The business key of the process in which a person handles the mail quarantined under that id. */
    public static String businessKey(long mail) {
        return KEY + mail;
    }

    /**
     * The mail that a process with that business key is about. Unlike a variable, nobody who works on a task can change
     * it.
     */
    public static long mail(String businessKey) {
        return Long.parseLong(businessKey.substring(KEY.length()));
    }

    /**
     * Gives a person the task of handling a mail that could not be taken in.
     *
     * @param reason  why, in a sentence
     * @param subject empty when it has none
     * @param from    as its header has it; empty when it has none
     */
    public void handleByHand(long mail, String reason, String subject, String from) {
        runtime.startProcessInstanceByKey(SupportRequest.UNREADABLE_MAIL_PROCESS, businessKey(mail),
                Variables.createVariables()
                        .putValue(SupportRequest.MAIL.name(), mail)
                        .putValue(SupportRequest.MAIL_REASON.name(), DisplayVariables.line(reason))
                        .putValue(SupportRequest.SUBJECT.name(), DisplayVariables.line(subject))
                        .putValue(SupportRequest.CUSTOMER.name(), DisplayVariables.line(from)));
    }

    /** The mails that a person has the task of handling, by the ids they were quarantined under. */
    @Transactional(readOnly = true)
    public Set<Long> openTasks() {
        return runtime.createProcessInstanceQuery().processDefinitionKey(SupportRequest.UNREADABLE_MAIL_PROCESS)
                .active()
                .list().stream().map(ProcessInstance::getBusinessKey).filter(key -> key.startsWith(KEY))
                .map(MailTasks::mail).collect(Collectors.toSet());
    }

    /**
     * Asks a person whether the message of somebody who takes no part in a conversation belongs there, since it cites
     * it.
     *
     * @param message begins, or stands in, a request of its own
     * @param reason  what it cites, in a sentence
     */
    public void askWhereItBelongs(Message message, RequestNumber cited, String reason) {
        runtime.startProcessInstanceByKey(SupportRequest.CITED_CONVERSATION_PROCESS, message.request().toString(),
                DisplayVariables.of(requests.get(message.request()))
                        .putValue(SupportRequest.CITED_REQUEST.name(), cited.toString())
                        .putValue(SupportRequest.MESSAGE.name(), message.id())
                        .putValue(SupportRequest.MAIL_REASON.name(), DisplayVariables.line(reason)));
        placed.holdLetters(message.request());
    }

    /** A person has taken the mail of a machine in, with which the request begins: no receipt goes to the machine. */
    public void machineWrote(RequestNumber number) {
        placed.noReceipt(number);
    }

    /**
     * Tells the customer, once in the life of a request, that a mail was too large to be taken in whole, and what to
     * do.
     *
     * @param megabytes what it weighs
     * @param limit     the most that is taken in, in megabytes
     */
    public void tooLarge(RequestNumber number, long megabytes, long limit) {
        if (!messages.has(number, Purpose.MAIL_TOO_LARGE)) {
            outbox.send(letters.mailTooLarge(number, megabytes, limit));
        }
    }
}
