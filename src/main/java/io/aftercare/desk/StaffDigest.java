package io.aftercare.desk;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.process.Staff;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes to the agents who want it so, at fixed times in working hours, one mail about all tasks that wait for them. */
@Component
class StaffDigest {

    private static final Logger log = LoggerFactory.getLogger(StaffDigest.class);
    private static final int LONGEST_TEXT = 600;
    private static final int MOST_ENTRIES = 100;
    /** Back to the last opening before a long closure. */
    private static final int DAYS_BACK = 14;

    private final IdentityService identities;
    private final Staff staff;
    private final TaskService tasks;
    private final TaskMails taskMails;
    private final NotificationChoices choices;
    private final ReplyAddresses addresses;
    private final StaffMails mails;
    private final Requests requests;
    private final Messages messages;
    private final TaskMailWriter writer;
    private final TaskMailSettings settings;
    private final WorkingHours workingHours;
    private final SupportAddress supportAddress;
    private final Clock clock;
    private final TransactionTemplate transaction;

    StaffDigest(IdentityService identities, Staff staff, TaskService tasks, TaskMails taskMails, NotificationChoices choices,
            ReplyAddresses addresses, StaffMails mails, Requests requests, Messages messages, TaskMailWriter writer,
            TaskMailSettings settings, WorkingHours workingHours, SupportAddress supportAddress, Clock clock,
            PlatformTransactionManager transactions) {
        this.identities = identities;
        this.staff = staff;
        this.tasks = tasks;
        this.taskMails = taskMails;
        this.choices = choices;
        this.addresses = addresses;
        this.mails = mails;
        this.requests = requests;
        this.messages = messages;
        this.writer = writer;
        this.settings = settings;
        this.workingHours = workingHours;
        this.supportAddress = supportAddress;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * One task of the digest.
     *
     * @param due     null when it has no target
     * @param mailto  a link that begins a mail to the task's own reply address
     * @param answers whether a plain reply goes to the customer
     */
    record Entry(String title, String customer, String due, String text, String replyAddress, String mailto, String link,
            String commands, boolean answers) {
    }

    @Scheduled(fixedDelayString = "${aftercare.desk.mail.look-for-digests-every:30s}")
    void writeAll() {
        if (!supportAddress.isSet()) {
            return;
        }
        lastDue().ifPresent(due -> identities.createUserQuery().userEmailLike("%@%").list().forEach(user -> {
            try {
                transaction.executeWithoutResult(status -> staff.find(user.getId()).ifPresent(agent -> write(agent, due)));
            } catch (RuntimeException failure) {
                log.warn("The digest of {} could not be written; it is tried again.", user.getId(), failure);
            }
        }));
    }

    /** The last moment of today at which digests were due; empty when there was none yet. */
    Optional<Instant> lastDue() {
        Instant now = clock.instant();
        LocalDate today = now.atZone(clock.getZone()).toLocalDate();
        return today.minusDays(DAYS_BACK).datesUntil(today.plusDays(1))
                .flatMap(day -> settings.digestAt().stream().map(time -> day.atTime(time).atZone(clock.getZone()).toInstant()))
                // No work at all, begun while the desk is closed, is done when it opens.
                .map(wanted -> workingHours.add(wanted, Duration.ZERO))
                .filter(due -> !due.isAfter(now) && due.atZone(clock.getZone()).toLocalDate().equals(today))
                .max(Comparator.naturalOrder());
    }

    private void write(Staff.Member agent, Instant due) {
        NotificationChoice choice = choices.of(agent.userId());
        if (choice.moment() != NotificationChoice.Moment.DIGEST || choice.tasks() == NotificationChoice.Tasks.NONE
                || agent.address() == null || !mails.claimDigest(agent.userId(), due)) {
            return;
        }
        var waiting = new ArrayList<Task>(tasks.createTaskQuery().taskAssignee(agent.userId()).active()
                .orderByTaskCreateTime().asc().listPage(0, MOST_ENTRIES));
        if (choice.tasks() == NotificationChoice.Tasks.EVERY && !agent.groups().isEmpty()) {
            waiting.addAll(tasks.createTaskQuery().taskCandidateGroupIn(agent.groups()).taskUnassigned().active()
                    .orderByTaskCreateTime().asc().listPage(0, MOST_ENTRIES));
        }
        if (waiting.isEmpty()) {
            return;
        }
        List<Entry> entries = waiting.stream().limit(MOST_ENTRIES).map(task -> entry(agent, task)).toList();
        mails.queue(agent, StaffMail.Kind.DIGEST, "digest:" + agent.userId() + ":" + due.toEpochMilli(),
                addresses.create(agent.userId(), null, null, 0),
                entries.size() == 1 ? "One task waits for you" : entries.size() + " tasks wait for you",
                writer.write("digest", Map.of("entries", entries)));
    }

    private Entry entry(Staff.Member agent, Task task) {
        RequestNumber number = taskMails.requestOf(task).orElse(null);
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
                "mailto:" + address + "?subject=" + URLEncoder.encode(title, StandardCharsets.UTF_8).replace("+", "%20"),
                writer.taskLink(task.getId()), ReplyCommand.Word.of(task.getTaskDefinitionKey()).stream()
                        .map(ReplyCommand.Word::usage).collect(Collectors.joining(", ")),
                io.aftercare.process.SupportRequest.ANSWER_TASK.equals(task.getTaskDefinitionKey()));
    }
}
