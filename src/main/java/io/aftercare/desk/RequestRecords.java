package io.aftercare.desk;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Licences;
import io.aftercare.triage.ConfidenceInWords;
import io.aftercare.triage.TriageExplanations;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Reads requests together with all that belongs to them. */
@Component
@Transactional(readOnly = true)
public class RequestRecords {

    private final Requests requests;
    private final ConversationRecords conversations;
    private final Decisions decisions;
    private final Participants participants;
    private final Licences licences;
    private final TriageExplanations explanations;
    private final TaskService tasks;
    private final ReadableRequests readable;

    RequestRecords(Requests requests, ConversationRecords conversations, Decisions decisions, Participants participants,
            Licences licences, TriageExplanations explanations, TaskService tasks, ReadableRequests readable) {
        this.requests = requests;
        this.conversations = conversations;
        this.decisions = decisions;
        this.participants = participants;
        this.licences = licences;
        this.explanations = explanations;
        this.tasks = tasks;
        this.readable = readable;
    }

    /**
     * The number of a request that exists and that the person who is logged in may read. Every door to one request asks
     * here first, so that all give the same answer.
     *
     * @throws ResponseStatusException 403 when it is not this person's to read, which is said before it is looked for;
     *                                 404 when the text is no request number or there is no such request
     */
    public RequestNumber readable(String text) {
        try {
            RequestNumber number = RequestNumber.parse(text);
            if (!readable.contain(number)) {
                throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Request " + number
                        + " is not yours to read: no group of yours works on it or has. Ask a colleague who does, or a "
                        + "manager.");
            }
            return requests.get(number).number();
        } catch (IllegalArgumentException | NoSuchElementException unknown) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, unknown.getMessage());
        }
    }

    /** What the person who is logged in may read, newest first; every criterion may be null, which means any. */
    List<RequestSummary> list(RequestState state, Kind category, Outcome outcome, String customer, int limit,
            int offset) {
        return requests.list(state, category, outcome, customer, readable.limit().orElse(null), limit, offset).stream()
                .map(RequestSummary::of).toList();
    }

    /** Of requests that were found, and that this person may read, those that meet the criteria, newest first. */
    List<RequestSummary> list(List<RequestNumber> found, RequestState state, Kind category, Outcome outcome,
            String customer, int limit, int offset) {
        return requests.list(state, category, outcome, customer, Set.copyOf(found), limit, offset).stream()
                .map(RequestSummary::of).toList();
    }

    /**
     * All about a request; of its tasks those that the engine's current user, if there is one, may see.
     *
     * @throws NoSuchElementException when there is no such request
     */
    public RequestDetail detail(RequestNumber number) {
        Request request = requests.get(number);
        return new RequestDetail(request.number(), request.subject(), request.state(), request.outcome(),
                request.kind(),
                request.language(), request.product(), request.version(), request.origin(), request.confidence(),
                request.channel(), new RequestDetail.Customer(request.customerAddress(), request.customerName(),
                        request.licenceKey(), licences.of(request.customerAddress())),
                request.agent(), request.followUpOf(), request.mergedInto(), request.answersTo(), request.replyTo(),
                participants.of(request), request.openedAt(), request.changedAt(), request.closedAt(),
                decisions.of(number),
                conversations.of(number),
                tasks.createTaskQuery().processInstanceBusinessKey(number.toString()).orderByTaskCreateTime().asc()
                        .list().stream().map(this::open).toList(),
                explained(request));
    }

    /** Id of the newest message of a conversation, 0 when there is none: what who looks at it now has seen. */
    public long newestMessage(RequestNumber number) {
        return conversations.newest(number);
    }

    /** What to look for in the knowledge base: the beginning of what the customer asks; blank when there is no text. */
    public String query(RequestNumber number) {
        return conversations.query(number);
    }

    private RequestDetail.Explained explained(Request request) {
        String sureness = request.triage().decidedByPerson() ? "decided by a person"
                : request.confidence() == null ? null : ConfidenceInWords.of(request.confidence());
        return new RequestDetail.Explained(sureness, explanations.reasons(request.number()),
                explanations.signals(request.number(), request.origin()));
    }

    RequestDetail.OpenTask open(Task task) {
        return new RequestDetail.OpenTask(task.getId(), task.getTaskDefinitionKey(), task.getName(), task.getAssignee(),
                tasks.getIdentityLinksForTask(task.getId()).stream()
                        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
                        .map(IdentityLink::getGroupId).sorted().toList(),
                task.getPriority(), task.getDueDate(), task.getCreateTime());
    }
}
