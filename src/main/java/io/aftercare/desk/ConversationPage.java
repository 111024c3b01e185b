package io.aftercare.desk;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.IncomingPost;
import io.aftercare.conversation.MailOutside;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.ParkedMail;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredLetter;
import io.aftercare.conversation.UndeliveredLetters;
import io.aftercare.process.Corrections;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** A conversation to read: on a page of its own, and in the tab of Tasklist that stands beside the form of a task. */
@Controller
class ConversationPage {

    private static final int MAILS_ON_A_PAGE = 50;
    private static final int LAST_PAGE = 1_000_000;

    private final DeskAccess access;
    private final RequestRecords records;
    private final CorrectionChoices choices;
    private final IncomingPost post;
    private final Messages messages;
    private final Attachments attachments;
    private final UndeliveredLetters undelivered;
    private final UndeliverableAddresses addresses;
    private final ReplyAddresses replies;
    private final ZoneId zone;

    ConversationPage(DeskAccess access, RequestRecords records, CorrectionChoices choices, IncomingPost post, Messages messages,
            Attachments attachments, UndeliveredLetters undelivered, UndeliverableAddresses addresses, ReplyAddresses replies, Clock clock) {
        this.access = access;
        this.records = records;
        this.choices = choices;
        this.post = post;
        this.messages = messages;
        this.attachments = attachments;
        this.undelivered = undelivered;
        this.addresses = addresses;
        this.replies = replies;
        this.zone = clock.getZone();
    }

    /**
     * @param effect what became of a correction that was just made; null mostly
     * @param tab    whether it stands in Tasklist, after a task was completed by a correction
     */
    @GetMapping("/camunda/api/aftercare/requests/{number}/conversation")
    String ofRequest(@PathVariable String number, @RequestParam(required = false) Corrections.Effect effect,
            @RequestParam(defaultValue = "false") boolean tab, Model model, HttpServletRequest asked, HttpServletResponse response) {
        access.user();
        allowCorrections(model, asked, tab, response);
        model.addAttribute("said", effect == null ? null : TriageCorrections.sentence(effect));
        return show(access.readable(records.numbered(number)), tab, model);
    }

    /** One message as its sender formatted it; 404 when the request has no such message or it has no formatting. */
    @GetMapping("/camunda/api/aftercare/requests/{number}/messages/{id}/formatted")
    String formatted(@PathVariable String number, @PathVariable long id, Model model, HttpServletResponse response) {
        PagePolicy.read(response);
        access.user();
        RequestNumber request = access.readable(records.numbered(number));
        Message message = messages.of(request).stream().filter(one -> one.id() == id && one.htmlBody() != null).findFirst()
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
                .ifPresent(raw -> model.addAttribute("headers", post.headers(raw)));
        return access.mailOf(open).map(mail -> show(mail, true, model))
                .orElseGet(() -> show(access.requestOf(open), true, model));
    }

    /** The mails that stand in no conversation: nothing that came in is out of sight. */
    @GetMapping("/camunda/api/aftercare/mails")
    String mails(@RequestParam(defaultValue = "0") int page, Model model, HttpServletResponse response) {
        PagePolicy.press(response);
        access.user();
        int shown = Math.max(0, Math.min(LAST_PAGE, page));
        List<MailOutside> found = post.outside(MAILS_ON_A_PAGE + 1, shown * MAILS_ON_A_PAGE);
        model.addAttribute("mails", found.stream().limit(MAILS_ON_A_PAGE).toList());
        model.addAttribute("replies", replies.repliesAmong(found.stream().map(MailOutside::internetId).toList()));
        model.addAttribute("works", access.works());
        model.addAttribute("page", shown);
        model.addAttribute("more", found.size() > MAILS_ON_A_PAGE);
        model.addAttribute("zone", zone);
        return "desk/mails";
    }

    @GetMapping("/camunda/api/aftercare/mails/{id}")
    String mail(@PathVariable long id, Model model, HttpServletResponse response) {
        PagePolicy.press(response);
        access.readableMail(id);
        model.addAttribute("works", access.works());
        return show(id, false, model);
    }

    private String show(RequestNumber number, boolean inTasklist, Model model) {
        RequestDetail request = records.detail(number);
        model.addAttribute("request", request);
        model.addAllAttributes(choices.of(request));
        model.addAttribute("words", new Words());
        model.addAttribute("shown", request.messages().stream().collect(Collectors.toMap(RequestDetail.Letter::id, Shown::of)));
        model.addAttribute("undelivered", undelivered.of(number).stream()
                .collect(Collectors.toMap(UndeliveredLetter::messageId, UndeliveredLetter::reason)));
        model.addAttribute("blocked", addresses.find(request.customer().address()).orElse(null));
        model.addAttribute("inTasklist", inTasklist);
        model.addAttribute("zone", zone);
        return "desk/conversation";
    }

    private String show(long id, boolean inTasklist, Model model) {
        ParkedMail mail = post.parked(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                "There is no mail " + id + ", or it stands with its request by now."));
        model.addAttribute("mail", mail);
        model.addAttribute("setAside", post.setAside(id) && replies.repliesAmong(List.of(mail.internetId())).isEmpty());
        model.addAttribute("inTasklist", inTasklist);
        model.addAttribute("zone", zone);
        return "desk/unreadable-mail";
    }

    /**
     * A message as the page shows it.
     *
     * @param own what it says itself
     * @param all with what it quotes and its signature; null when that is the same
     */
    record Shown(List<Passage> own, List<Passage> all) {

        static Shown of(RequestDetail.Letter letter) {
            String own = letter.ownText() == null || letter.ownText().isBlank() ? letter.text() : letter.ownText();
            return new Shown(Passage.of(own, letter.attachments()),
                    own.strip().equals(letter.text().strip()) ? null : Passage.of(letter.text(), letter.attachments()));
        }
    }

    /** The form that corrects a triage carries the session's token against forged calls, since it does without scripts. */
    private void allowCorrections(Model model, HttpServletRequest asked, boolean inTasklist, HttpServletResponse response) {
        PagePolicy.send(response, inTasklist);
        HttpSession session = asked.getSession(false);
        model.addAttribute("token", session == null ? null : session.getAttribute("CAMUNDA_CSRF_TOKEN"));
        model.addAttribute("works", access.works());
    }
}
