package io.aftercare.desk;

import io.aftercare.conversation.Attachment;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the form for answering a request asks of the server. Text and files of the answer stay in the draft, since they
 * are too large for process variables; the process mails the draft when the task is completed.
 */
@Service
@Transactional
public class AnswerForm {

    private final DeskAccess access;
    private final RequestRecords records;
    private final Messages messages;
    private final Drafts drafts;
    private final AnswerFacts facts;
    private final DeskProperties settings;
    private final AnswerCheck check;
    private final ScheduledAnswers scheduled;

    AnswerForm(DeskAccess access, RequestRecords records, Messages messages, Drafts drafts, AnswerFacts facts,
            DeskProperties settings, AnswerCheck check, ScheduledAnswers scheduled) {
        this.access = access;
        this.records = records;
        this.messages = messages;
        this.drafts = drafts;
        this.facts = facts;
        this.settings = settings;
        this.check = check;
        this.scheduled = scheduled;
    }

    /**
     * All the form shows.
     *
     * @param mine        whether the person may write: has taken the task
     * @param newMessages what the customer wrote since the task was opened
     * @param lastMessage the newest message of the conversation; what the agent has seen when the form is open
     * @param query       what to look for in the knowledge base
     * @param draft       null when nobody has begun one
     * @param facts       what stands in the form in words for people
     * @param origins     what a problem may come from, as the form offers it
     * @param kinds       the kinds of assistance, as the form offers them
     * @param sent        an answer that has been sent and waits to leave, or came back; null mostly
     */
    record Contents(String user, boolean mine, RequestDetail.OpenTask task, RequestDetail request,
            List<Long> newMessages,
            long lastMessage, String query, Draft draft, List<RequestDetail.File> files, long largestAttachment,
            long largestAnswer, AnswerFacts.Facts facts, List<Choice> origins, List<Choice> kinds,
            ScheduledAnswer sent) {
    }

    /**
     * One of those a form offers.
     *
     * @param value what is sent when it is chosen
     * @param label what is read
     */
    record Choice(String value, String label) {
    }

    /** @param savedAt identifies this state of the draft when it is saved again */
    record Draft(String text, String author, Instant savedAt) {

        static Draft of(Drafts.Draft draft) {
            return new Draft(draft.text(), draft.author(), draft.savedAt());
        }
    }

    /**
     * What the agent makes of the request.
     *
     * @param text            of the answer or question; kept with the draft for any outcome
     * @param origin          for {@code THIRD_PARTY}
     * @param kind            for {@code WRONG_KIND}
     * @param lastSeenMessage newest message that stood in the form
     */
    public record Answer(AnswerOutcome outcome, String text, String origin, Kind kind, Long lastSeenMessage) {
    }

    @Transactional(readOnly = true)
    Contents open(String taskId) {
        Task task = access.task(taskId);
        RequestNumber number = access.requestOf(task);
        Instant opened = task.getCreateTime().toInstant();
        RequestDetail request = records.detail(number);
        Drafts.Draft draft = drafts.find(number).orElse(null);
        ScheduledAnswer sent = scheduled.find(number).filter(answer -> answer.task().equals(taskId)).orElse(null);
        return new Contents(access.user(), access.user().equals(task.getAssignee()), records.open(task),
                request,
                messages.fromCustomerAfter(number, opened).stream().map(Message::id).toList(),
                messages.newestId(number),
                records.query(number),
                draft == null ? null : Draft.of(draft), files(number),
                settings.largestAttachment().toBytes(), settings.largestAnswer().toBytes(),
                facts.of(request, draft == null ? null : draft.author()),
                check.origins(),
                Stream.of(Kind.values()).map(kind -> new Choice(kind.name(), kind.shortTitle())).toList(), sent);
    }

    /**
     * Keeps the text so far.
     *
     * @param basedOn when the draft that the text goes on from was saved; null when there was none
     * @throws ErrorResponseException 409 with the other draft, when somebody saved one in between
     */
    Draft saveDraft(String taskId, String text, Instant basedOn) {
        RequestNumber number = changeable(access.ownTask(taskId));
        Drafts.Draft other = drafts.find(number).orElse(null);
        if (other != null && !Objects.equals(other.savedAt(), basedOn) && !other.text().equals(text)) {
            throw conflict("%s saved another text in the meantime.".formatted(
                    other.author().equals(access.user()) ? "You, in another window,"
                            : access.called(other.author())),
                    "draft",
                    Draft.of(other));
        }
        drafts.save(number, access.user(), text);
        return Draft.of(drafts.find(number).orElseThrow());
    }

    /**
     * Adds a file to the draft.
     *
     * @throws ResponseStatusException 413 when the file, or all files together, are too large for a mail
     */
    public RequestDetail.File attach(String taskId, NewAttachment file) {
        mayAttach(taskId, file.name(), file.content().length);
        return RequestDetail.File.of(drafts.attach(changeable(access.ownTask(taskId)), file));
    }

    /**
     * Checks what can be known of a file before it is read.
     *
     * @param size in bytes
     * @throws ResponseStatusException 403 when the task is somebody else's; 413 when the file, or all files together,
     *                                 are too large for a mail
     */
    void mayAttach(String taskId, String name, long size) {
        RequestNumber number = changeable(access.ownTask(taskId));
        limit(size, settings.largestAttachment(), "The file \"" + name + "\" is");
        long together = drafts.attachments(number).stream().mapToLong(Attachment::size).sum() + size;
        limit(together, settings.largestAnswer(), "All files of the answer together are");
    }

    void detach(String taskId, long file) {
        drafts.detach(changeable(access.ownTask(taskId)), file);
    }

    /** Keeps a remark for agents and managers; whoever sees the task may write one. */
    RequestDetail.MessageDetail note(String taskId, String text) {
        RequestNumber number = access.requestOf(access.task(taskId));
        if (text == null || text.isBlank()) {
            throw AnswerCheck.refused("text", "Write something before you add the note.");
        }
        return RequestDetail.MessageDetail.of(messages.note(number, access.user(), text.strip()), false, List.of(),
                null);
    }

    /**
     * Checks the answer, keeps its text and takes account of what the customer wrote, all before the task is completed.
     *
     * @throws ErrorResponseException  400 naming the field that is wrong; 409 while one that was sent before is to
     *                                 leave
     * @throws UnseenMessagesException when the customer or a colleague wrote in the meantime
     */
    public void answer(String taskId, Answer answer) {
        messages.consider(keep(taskId, answer), answer.lastSeenMessage());
    }

    /**
     * Checks the answer and keeps its text as the draft, to be sent later.
     *
     * @return the request it answers
     * @throws RuntimeException as {@link #answer}
     */
    public RequestNumber keep(String taskId, Answer answer) {
        Task task = access.ownTask(taskId);
        RequestNumber number = changeable(task);
        check.check(task, number, answer);
        if (answer.text() != null && !answer.text().isBlank() || drafts.find(number).isPresent()) {
            drafts.save(number, access.user(), Objects.requireNonNullElse(answer.text(), ""));
        }
        return number;
    }

    /** The request of a task whose draft is not on its way to the customer. */
    private RequestNumber changeable(Task task) {
        RequestNumber number = access.requestOf(task);
        scheduled.waiting(number, task.getId()).ifPresent(sent -> {
            throw conflict("This answer has been sent and is to leave. Undo the sending before you change it.", "sent",
                    sent.dueAt());
        });
        return number;
    }

    private List<RequestDetail.File> files(RequestNumber number) {
        return drafts.attachments(number).stream().map(RequestDetail.File::of).toList();
    }

    private static void limit(long size, DataSize most, String what) {
        if (size > most.toBytes()) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE,
                    "%s too large: at most %d MB can be mailed. "
                            .formatted(what, most.toMegabytes()) + "Offer a download instead.");
        }
    }

    private static ErrorResponseException conflict(String sentence, String property, Object value) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, sentence);
        problem.setProperty(property, value);
        return new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
    }
}
