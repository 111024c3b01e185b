package io.aftercare.desk.notifications;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.desk.Labels;
import io.aftercare.desk.RequestDetail;
import io.aftercare.desk.RequestRecords;
import io.aftercare.desk.TriageNames;
import io.aftercare.desk.notifications.TaskMailWriter.Fact;
import io.aftercare.desk.notifications.TaskMailWriter.Link;
import io.aftercare.desk.notifications.TaskMailWriter.Shown;
import io.aftercare.entitlement.Licence;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.letters.Letters;
import io.aftercare.process.SupportRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** All that a mail shows of a task and its request, as the form in Tasklist shows it. */
@Component
class TaskMailModel {

    private static final int ARTICLES = 4;
    private static final int MOST_MESSAGES = 20;
    private static final int LONGEST_MESSAGE = 6000;
    private static final int LONGEST_REASON = 240;

    private final RequestRecords records;
    private final Attachments attachments;
    private final TriageNames names;
    private final KnowledgeBase knowledge;
    private final QuarantinedMails quarantine;
    private final TaskService tasks;
    private final TaskMailWriter writer;
    private final Letters letters;
    private final Labels labels = new Labels();

    TaskMailModel(RequestRecords records, Attachments attachments, TriageNames names, KnowledgeBase knowledge,
            QuarantinedMails quarantine, TaskService tasks, TaskMailWriter writer, Letters letters) {
        this.records = records;
        this.attachments = attachments;
        this.names = names;
        this.knowledge = knowledge;
        this.quarantine = quarantine;
        this.tasks = tasks;
        this.writer = writer;
        this.letters = letters;
    }

    /** The newest message of a conversation, 0 when there is none: what who reads a mail of now has seen. */
    long lastMessage(RequestNumber number) {
        return number == null ? 0 : records.newestMessage(number);
    }

    /** What a reply to a mail about such a task may begin with. */
    List<ReplyCommand.Explained> commands(String taskKey) {
        return ReplyCommand.explained(taskKey, names.origins());
    }

    /** @param number null when the task belongs to no request */
    Map<String, Object> of(Task task, RequestNumber number) {
        var model = new HashMap<String, Object>();
        model.put("task", task.getName());
        model.put("taskLink", writer.taskLink(task.getId()));
        model.put("due", task.getDueDate() == null ? null : writer.written(task.getDueDate().toInstant()));
        model.put("commands", commands(task.getTaskDefinitionKey()));
        model.put("answers", SupportRequest.ANSWER_TASK.equals(task.getTaskDefinitionKey()));
        model.put("form", List.of(SupportRequest.VERIFY_PURCHASE_TASK, SupportRequest.PROVIDE_PATCH_TASK,
                SupportRequest.HANDLE_MAIL_TASK).contains(task.getTaskDefinitionKey())
                || !decided(task));
        model.put("frame", number != null && SupportRequest.ANSWER_TASK.equals(task.getTaskDefinitionKey())
                ? letters.frame(number, true, null, null)
                : null);
        if (number == null) {
            aboutMail(task, model);
        } else {
            aboutRequest(number, decided(task), model);
        }
        return model;
    }

    private void aboutRequest(RequestNumber number, boolean decided, Map<String, Object> model) {
        RequestDetail request = records.detail(number);
        model.put("number", number.toString());
        model.put("subject", request.subject().isBlank() ? "(no subject)" : request.subject());
        model.put("conversation", writer.conversationLink(number));
        model.put("facts", facts(request));
        model.put("decisions", request.decisions().stream().map(this::decision).toList());
        List<RequestDetail.MessageDetail> newest = new ArrayList<>(request.messages());
        Collections.reverse(newest);
        model.put("messages", newest.stream().limit(MOST_MESSAGES).map(this::shown).toList());
        model.put("omitted", Math.max(0, newest.size() - MOST_MESSAGES));
        String query = records.query(number);
        model.put("articles", query.isBlank() || !decided ? List.of()
                : knowledge.search(query, request.language(), ARTICLES).stream()
                        .map(hit -> new Link(hit.article().title(), knowledge.linkTo(hit.article()))).toList());
    }

    /** Whether a reply can do more than note, claim and release; other tasks need neither articles nor explanations. */
    private static boolean decided(Task task) {
        return ReplyCommand.Word.of(task.getTaskDefinitionKey()).size() > 3;
    }

    private void aboutMail(Task task, Map<String, Object> model) {
        Long mail = SupportRequest.HANDLE_MAIL_TASK.equals(task.getTaskDefinitionKey())
                ? (Long) tasks.getVariable(task.getId(), SupportRequest.MAIL.name())
                : null;
        model.put("number", null);
        model.put("decisions", List.of());
        model.put("articles", List.of());
        model.put("messages", List.of());
        model.put("facts", List.of());
        model.put("subject", null);
        model.put("omitted", 0);
        model.put("conversation", null);
        if (mail != null) {
            quarantine.find(mail).ifPresent(quarantined -> {
                model.put("subject", quarantined.subject().isBlank() ? "(no subject)" : quarantined.subject());
                var facts = new ArrayList<Fact>();
                add(facts, "From", quarantined.from().isBlank() ? "nobody that can be read" : quarantined.from());
                add(facts, "Not taken in because", quarantined.reason());
                model.put("facts", facts);
                model.put("messages", List.of(new Shown(writer.written(quarantined.receivedAt()), "IN",
                        cut(quarantined.text().isBlank() ? "No text can be read in it." : quarantined.text()),
                        List.of())));
            });
        }
    }

    private List<Fact> facts(RequestDetail request) {
        var facts = new ArrayList<Fact>();
        add(facts, "Customer", request.customer().name() == null ? request.customer().address()
                : request.customer().name() + " <" + request.customer().address() + ">");
        add(facts, "Answers go to", request.replyTo() == null ? null : request.replyTo() + ", as the customer asked");
        add(facts, "Copies go to", String.join(", ", request.participants().stream().filter(Participant::readsAlong)
                .map(Participant::address).toList()));
        add(facts, "Kind", request.category() == null ? "not decided yet" : labels.of(request.category()));
        add(facts, "Language", Locale.forLanguageTag(request.language()).getDisplayLanguage(Locale.UK));
        add(facts, "Product", product(request.product(), request.version()));
        add(facts, "Suspected origin", names.origin(request.origin()));
        add(facts, "Licence", request.customer().licenceKey());
        for (Licence licence : request.customer().licences()) {
            add(facts, "Owns", product(licence.product(), licence.version()) + ", bought on " + licence.purchasedOn()
                    + " (" + licence.key() + ")");
        }
        request.decisions().stream().filter(decision -> decision.subject().equals("entitlement")).reduce((a, b) -> b)
                .ifPresent(decision -> add(facts, "Entitlement", labels.of(decision.result()) + why(decision)));
        add(facts, "Files of the customer", String.join(", ", request.messages().stream()
                .filter(message -> message.direction() == Direction.IN && !message.automatic())
                .flatMap(message -> message.attachments().stream())
                .map(RequestDetail.File::name).distinct().limit(20).toList()));
        return facts;
    }

    private String product(String code, String version) {
        return code == null ? null
                : names.product(code)
                        + (version == null ? "" : " " + version);
    }

    private String decision(Decision decision) {
        String subject = Character.toUpperCase(decision.subject().charAt(0)) + decision.subject().substring(1);
        return writer.written(decision.at()) + ": " + subject + ": " + labels.of(decision.result()) + ", "
                + labels.decider(decision.decidedBy()) + shortened(why(decision));
    }

    /** The page of the conversation has it whole; a mail is read at a glance. */
    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, reason.codePointCount(0, LONGEST_REASON))).strip()
                        + " …";
    }

    private static String why(Decision decision) {
        String rule = decision.rule() == null ? "" : ". " + decision.rule().strip().replaceFirst("\\.$", "");
        return rule
                + (decision.reason() == null || decision.reason().isBlank() ? "" : ". " + decision.reason().strip());
    }

    /** A message as a mail shows it, of which nothing more is known than its files. */
    Shown shown(Message message) {
        return shown(RequestDetail.MessageDetail.of(message, false, attachments.of(message.id()), null));
    }

    Shown shown(RequestDetail.MessageDetail message) {
        String sender = message.fromName() == null || message.fromName().isBlank() ? message.from()
                : message.fromName() + " <" + message.from() + ">";
        String who = switch (message.direction()) {
            case IN -> sender;
            case SIDE_IN -> "Third party, not shown to the customer: " + sender;
            case SIDE_OUT -> "Sent to a third party, " + message.to() + ", by " + message.author();
            case OUT ->
                "Sent to " + message.to() + (message.author() == null ? ", automatically" : " by " + message.author());
            case NOTE -> "Note for colleagues" + (message.author() == null ? "" : " by " + message.author());
        };
        boolean cameIn = message.direction() == Direction.IN || message.direction() == Direction.SIDE_IN;
        boolean folded =
                cameIn && !message.ownText().strip().equals(message.text().strip());
        return new Shown(
                who + (cameIn && message.automatic() ? " (an automatic mail)" : "")
                        + " · " + writer.written(message.date()),
                message.direction().name(),
                cut(ours(message)) + (folded ? "\n\n[What it quotes is left out here.]" : ""),
                message.attachments().stream().map(RequestDetail.File::name).toList());
    }

    /** Of our messages not the foot: its links are the customer's, and who follows one decides for the customer. */
    private static String ours(RequestDetail.MessageDetail message) {
        int foot = message.direction() == Direction.OUT ? message.ownText().lastIndexOf("\n-- \n") : -1;
        return foot < 0 ? message.ownText() : message.ownText().substring(0, foot);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MESSAGE ? text.strip()
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_MESSAGE))).strip()
                        + "\n\n[It goes on; read the rest in Tasklist.]";
    }

    private static void add(List<Fact> facts, String label, String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(label, value));
        }
    }
}
