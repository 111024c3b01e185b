package io.aftercare.desk;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.process.Corrections;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** A conversation to read: on a page of its own, and in the tab of Tasklist that stands beside the form of a task. */
@DeskPage
class ConversationController {

    private final DeskAccess access;
    private final RequestRecords records;
    private final QuarantinedMails quarantine;
    private final Messages messages;
    private final Attachments attachments;
    private final ConversationView conversation;
    private final MailView mail;

    ConversationController(DeskAccess access, RequestRecords records, QuarantinedMails quarantine, Messages messages,
            Attachments attachments, ConversationView conversation, MailView mail) {
        this.access = access;
        this.records = records;
        this.quarantine = quarantine;
        this.messages = messages;
        this.attachments = attachments;
        this.conversation = conversation;
        this.mail = mail;
    }

    /**
     * @param effect what became of a correction that was just made; null mostly
     * @param tab    whether it stands in Tasklist, after a task was completed by a correction
     */
    @GetMapping("/camunda/api/aftercare/requests/{number}/conversation")
    String ofRequest(@PathVariable String number, @RequestParam(required = false) Corrections.Effect effect,
            @RequestParam(defaultValue = "false") boolean tab, Model model, HttpServletRequest asked,
            HttpServletResponse response) {
        access.user();
        allowCorrections(model, asked, tab, response);
        model.addAttribute("said", effect == null ? null : TriageCorrectionController.sentence(effect));
        return conversation.show(records.readable(number), tab, model);
    }

    /** One message as its sender formatted it; 404 when the request has no such message or it has no formatting. */
    @GetMapping("/camunda/api/aftercare/requests/{number}/messages/{id}/formatted")
    String formatted(@PathVariable String number, @PathVariable long id, Model model, HttpServletResponse response) {
        ContentSecurityPolicy.readOnly(response);
        access.user();
        RequestNumber request = records.readable(number);
        Message message = messages.find(request, id).filter(one -> one.htmlBody() != null)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                        "Request " + request + " has no message " + id + " with formatting."));
        model.addAttribute("message", message);
        model.addAttribute("html", FormattedMail.of(message, attachments.of(id),
                file -> "../../attachments/" + file.id()));
        model.addAttribute("request", request);
        return "desk/formatted-mail";
    }

    /** The conversation of the task's request; of a task that handles a mail, the mail. */
    @GetMapping("/camunda/api/aftercare/tasks/{task}/conversation")
    String ofTask(@PathVariable String task, Model model, HttpServletRequest asked, HttpServletResponse response) {
        allowCorrections(model, asked, true, response);
        Task open = access.task(task);
        access.citingMessageOf(open).flatMap(messages::rawOf)
                .ifPresent(raw -> model.addAttribute("headers", quarantine.headers(raw)));
        return access.mailOf(open).map(id -> mail.show(id, true, model))
                .orElseGet(() -> conversation.show(access.requestOf(open), true, model));
    }

    /** The form that corrects a triage carries the session's token against forged calls, as it does without scripts. */
    private void allowCorrections(Model model, HttpServletRequest asked, boolean inTasklist,
            HttpServletResponse response) {
        ContentSecurityPolicy.withForm(response, inTasklist);
        HttpSession session = asked.getSession(false);
        model.addAttribute("token", session == null ? null : session.getAttribute("CAMUNDA_CSRF_TOKEN"));
        model.addAttribute("works", access.works());
    }
}
