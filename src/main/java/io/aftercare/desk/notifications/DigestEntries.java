package io.aftercare.desk.notifications;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.desk.DeskAccess;
import io.aftercare.process.Staff;
import io.aftercare.process.SupportRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** What a digest shows of each task. */
@Component
class DigestEntries {

    private static final int LONGEST_TEXT = 600;

    private final DeskAccess access;
    private final ReplyAddresses addresses;
    private final Requests requests;
    private final Messages messages;
    private final TaskMailWriter writer;
    private final SupportAddress supportAddress;

    DigestEntries(DeskAccess access, ReplyAddresses addresses, Requests requests, Messages messages,
            TaskMailWriter writer, SupportAddress supportAddress) {
        this.access = access;
        this.addresses = addresses;
        this.requests = requests;
        this.messages = messages;
        this.writer = writer;
        this.supportAddress = supportAddress;
    }

    /**
     * One task of the digest.
     *
     * @param due     null when it has no target
     * @param mailto  a link that begins a mail to the task's own reply address
     * @param answers whether a plain reply goes to the customer
     */
    record Entry(String title, String customer, String due, String text, String replyAddress, String mailto,
            String link,
            String commands, boolean answers) {
    }

    /** The entry, with a reply address of its own. */
    Entry of(Staff.Member agent, Task task) {
        RequestNumber number = access.findRequestOf(task).orElse(null);
        ReplyAddress reply = addresses.create(agent.userId(), task.getId(), number,
                number == null ? 0 : messages.newestId(number));
        String title = TaskMails.subject(task, number, number == null ? "" : requests.get(number).subject());
        String asked = number == null ? ""
                : messages.newestFromCustomer(number).map(Message::ownText).orElse("").strip();
        String shown = asked.length() <= LONGEST_TEXT ? asked
                : asked.substring(0, asked.offsetByCodePoints(0, asked.codePointCount(0, LONGEST_TEXT))) + " …";
        String address = supportAddress.replyAddress(reply.token());
        return new Entry(title, number == null ? "unknown" : requests.get(number).customerAddress(),
                task.getDueDate() == null ? null : writer.written(task.getDueDate().toInstant()), shown, address,
                "mailto:" + address + "?subject="
                        + URLEncoder.encode(title, StandardCharsets.UTF_8).replace("+", "%20"),
                writer.taskLink(task.getId()), ReplyCommand.Word.of(task.getTaskDefinitionKey()).stream()
                        .map(ReplyCommand.Word::usage).collect(Collectors.joining(", ")),
                SupportRequest.ANSWER_TASK.equals(task.getTaskDefinitionKey()));
    }
}
