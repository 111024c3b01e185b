package io.aftercare.desk.notifications;

import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.ports.AgentReply;
import io.aftercare.desk.AnswerForm;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.UnseenMessagesException;
import io.aftercare.platform.CompletionRejectedException;
import io.aftercare.process.ProblemOrigins;
import io.aftercare.process.Staff;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import io.aftercare.process.SupportRequest.MailHandling;
import io.aftercare.process.SupportRequest.Review;
import io.aftercare.process.SupportRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * Carries out what an agent's reply asks for, as that agent: the engine itself decides whether the agent may, and an
 * answer goes through the same checks as one from Tasklist. The caller's transaction is to be rolled back when it is
 * refused.
 */
@Component
class TaskCommandExecutor {

    private static final int LONGEST_REMARK = 3900;

    private final IdentityService identities;
    private final TaskService tasks;
    private final DeskAccess access;
    private final AnswerForm form;
    private final Requests requests;
    private final Messages messages;
    private final Drafts drafts;
    private final ProblemOrigins origins;

    TaskCommandExecutor(IdentityService identities, TaskService tasks, DeskAccess access, AnswerForm form,
            Requests requests, Messages messages, Drafts drafts, ProblemOrigins origins) {
        this.identities = identities;
        this.tasks = tasks;
        this.access = access;
        this.form = form;
        this.requests = requests;
        this.messages = messages;
        this.drafts = drafts;
        this.origins = origins;
    }

    /** The task a reply address belongs to; empty when it is done. */
    Optional<Task> openTask(ReplyAddress address) {
        return Optional.ofNullable(tasks.createTaskQuery().taskId(address.task()).singleResult());
    }

    /**
     * Carries out a reply.
     *
     * @return what was done, in words
     * @throws ReplyRejected           when it cannot be done, or not by this agent
     * @throws UnseenMessagesException when the customer has written again since the mail that was replied to
     */
    String carryOut(ReplyAddress address, Staff.Member agent, AgentReply reply) {
        identities.setAuthentication(agent.userId(), agent.groups());
        try {
            Task task = access.task(address.task());
            if (reply.doubt() != null && !AgentReplyText.of(reply.ownText(), reply.text()).startsWith("#")) {
                throw new ReplyRejected("It may be an automatic answer and not yours: " + reply.doubt() + ".",
                        "If you wrote it, reply again and begin with #answer or another command.");
            }
            ReplyCommand command = ReplyCommand.parse(AgentReplyText.of(reply.ownText(), reply.text()),
                    task.getTaskDefinitionKey(), origins.all());
            return carryOut(task, address, agent, command, files(reply));
        } catch (AuthorizationException notAllowed) {
            throw new ReplyRejected("You may not work on this task (any more).",
                    "Ask a colleague of its group, or a manager.");
        } catch (ProcessEngineException failure) {
            throw CompletionRejectedException.sentenceIn(failure)
                    .<RuntimeException>map(reason -> new ReplyRejected(reason, "Reply again then."))
                    .orElse(failure);
        } catch (ErrorResponseException rejected) {
            String reason =
                    rejected.getBody().getDetail() == null ? rejected.getMessage() : rejected.getBody().getDetail();
            throw new ReplyRejected(reason, "Reply again when you have put that right, or go to Tasklist.");
        } finally {
            identities.clearAuthentication();
        }
    }

    private String carryOut(Task task, ReplyAddress address, Staff.Member agent, ReplyCommand command,
            List<NewAttachment> files) {
        switch (command.word()) {
            case NOTE -> {
                note(address.request(), agent, command.text(), files);
                return "Note by " + agent.name();
            }
            case RELEASE -> {
                if (!agent.userId().equals(task.getAssignee())) {
                    throw new ReplyRejected("The task is not yours to give back.", "Nothing needs to be done.");
                }
                tasks.claim(task.getId(), null);
                noteIfAny(address.request(), agent, command.text(), files);
                return "Task given back by " + agent.name();
            }
            default -> claim(task, agent);
        }
        if (command.word() == ReplyCommand.Word.CLAIM) {
            noteIfAny(address.request(), agent, command.text(), files);
            return "Task taken by " + agent.name();
        }
        Map<String, Object> decided = SupportRequest.ANSWER_TASK.equals(task.getTaskDefinitionKey())
                ? answer(task, address, agent, command, files)
                : decision(address.request(), agent, command, files);
        if (address.request() != null) {
            decided.put(SupportRequest.LAST_SEEN_MESSAGE.name(), address.lastMessage());
        }
        try {
            tasks.complete(task.getId(), decided);
        } catch (AuthorizationException notAllowed) {
            throw notAllowed;
        } catch (ProcessEngineException failure) {
            UnseenMessagesException.in(failure).ifPresent(unseen -> {
                throw unseen;
            });
            if (failure.getClass() != ProcessEngineException.class) {
                throw failure;
            }
            throw new ReplyRejected("The task could not be completed: " + failure.getMessage(), "Try it in Tasklist.");
        }
        return command.word().usage().replaceAll(" .*", "") + " by " + agent.name();
    }

    private void claim(Task task, Staff.Member agent) {
        if (task.getAssignee() == null) {
            tasks.claim(task.getId(), agent.userId());
        } else if (!task.getAssignee().equals(agent.userId())) {
            String colleague = access.called(task.getAssignee());
            throw new ReplyRejected("The task belongs to " + colleague + " now.",
                    "Leave it to " + colleague + ", who reads your note with the request.");
        }
    }

    private Map<String, Object> answer(Task task, ReplyAddress address, Staff.Member agent, ReplyCommand command,
            List<NewAttachment> files) {
        RequestNumber number = address.request();
        AnswerOutcome outcome = switch (command.word()) {
            case ASK -> AnswerOutcome.ASK_CUSTOMER;
            case REDIRECT -> AnswerOutcome.THIRD_PARTY;
            case DEFECT -> AnswerOutcome.DEFECT_CONFIRMED;
            case KIND -> AnswerOutcome.WRONG_KIND;
            case NOANSWER -> AnswerOutcome.NO_ANSWER_NEEDED;
            default -> AnswerOutcome.ANSWER;
        };
        boolean silent = outcome == AnswerOutcome.WRONG_KIND || outcome == AnswerOutcome.NO_ANSWER_NEEDED;
        if (silent) {
            noteIfAny(number, agent, command.text(), files);
        } else {
            replaceDraft(number, command.text());
            files.forEach(file -> form.attach(task.getId(), file));
        }
        Kind kind = outcome == AnswerOutcome.WRONG_KIND ? Kind.valueOf(command.argument()) : null;
        String origin = outcome == AnswerOutcome.THIRD_PARTY ? command.argument() : null;
        form.answer(task.getId(), new AnswerForm.Answer(outcome, silent ? "" : command.text(), origin, kind,
                address.lastMessage(), false));
        var variables = new HashMap<String, Object>();
        variables.put(SupportRequest.ANSWER_OUTCOME.name(), outcome.name());
        if (origin != null) {
            variables.put(SupportRequest.ORIGIN.name(), origin);
        }
        if (kind != null) {
            variables.put(SupportRequest.KIND.name(), kind.name());
        }
        return variables;
    }

    /** Somebody began an answer in Tasklist: the mail is the answer, but what was begun is not lost. */
    private void replaceDraft(RequestNumber number, String text) {
        drafts.find(number).filter(draft -> !draft.text().isBlank() && !draft.text().strip().equals(text))
                // By nobody: what a colleague writes now would hold the answer.
                .ifPresent(draft -> messages.note(number, null, "A draft by " + access.called(draft.author())
                        + " that an answer by mail has replaced:\n\n" + draft.text()));
        drafts.discard(number);
    }

    private Map<String, Object> decision(RequestNumber number, Staff.Member agent, ReplyCommand command,
            List<NewAttachment> files) {
        var variables = new HashMap<String, Object>();
        String text = command.text();
        boolean remark = switch (command.word()) {
            case UPHOLD, DISCARD, UNVERIFIED -> true;
            default -> false;
        };
        if (remark && text.length() > LONGEST_REMARK) {
            throw new ReplyRejected("Your text is longer than the " + LONGEST_REMARK + " characters a remark may have.",
                    "Reply again with a shorter one.");
        }
        switch (command.word()) {
            case UPHOLD, GRANT, HELP -> {
                if (command.word() == ReplyCommand.Word.HELP && !patchRefused(number)) {
                    throw new ReplyRejected("#help is for refused patches only.",
                            "Begin your reply with #uphold or #grant.");
                }
                variables.put(SupportRequest.REVIEW.name(), Review.valueOf(command.word().name()).name());
            }
            case CHECKAGAIN -> variables.put(SupportRequest.REVIEW.name(), Review.CHECK_AGAIN.name());
            case COMMERCIAL, USE, TECHNICAL -> {
                Request request = requests.get(number);
                variables.put(SupportRequest.SUPPORT_REQUESTED.name(), true);
                variables.put(SupportRequest.KIND.name(), command.word().name());
                variables.put(SupportRequest.LANGUAGE.name(), request.language());
            }
            case NOREQUEST -> variables.put(SupportRequest.SUPPORT_REQUESTED.name(), false);
            case UNVERIFIED -> variables.put(SupportRequest.PURCHASE_VERIFIED.name(), false);
            case TAKEIN -> variables.put(SupportRequest.MAIL_HANDLING.name(), MailHandling.TAKE_IN_AGAIN.name());
            case DISCARD -> variables.put(SupportRequest.MAIL_HANDLING.name(), MailHandling.DISCARD.name());
            default -> throw new IllegalStateException(command.word() + " decides no task.");
        }
        if (remark) {
            variables.put(SupportRequest.REMARK.name(), text);
        }
        if (command.word() != ReplyCommand.Word.UPHOLD || !files.isEmpty()) {
            noteIfAny(number, agent, text, files);
        }
        return variables;
    }

    private boolean patchRefused(RequestNumber number) {
        return requests.get(number).outcome() == Outcome.PATCH_REFUSED
                || tasks.createTaskQuery().processInstanceBusinessKey(number.toString())
                        .taskDefinitionKey(SupportRequest.REVIEW_REFUSAL_TASK)
                        .processVariableValueEquals(SupportRequest.REFUSAL.name(), SupportRequest.Refusal.PATCH.name())
                        .count() > 0;
    }

    private void noteIfAny(RequestNumber number, Staff.Member agent, String text, List<NewAttachment> files) {
        if (number != null && !(text.isEmpty() && files.isEmpty())) {
            note(number, agent, text, files);
        }
    }

    private void note(RequestNumber number, Staff.Member agent, String text, List<NewAttachment> files) {
        String names = files.stream().map(NewAttachment::name).collect(Collectors.joining(", "));
        messages.note(number, agent.userId(),
                (text + (files.isEmpty() ? "" : "\n\n[Sent with it, and not kept: " + names + "]")).strip());
    }

    /** Signatures, of mail programs as of agents, are no files for a customer. */
    private static List<NewAttachment> files(AgentReply reply) {
        return reply.attachments().stream().filter(file -> !file.mediaType().matches(
                "(?i)application/(?:x-)?(?:pkcs7-signature|pgp-signature|pgp-keys).*"))
                .filter(file -> !SignaturePicture.is(file, reply.ownText(), reply.text())).toList();
    }
}
