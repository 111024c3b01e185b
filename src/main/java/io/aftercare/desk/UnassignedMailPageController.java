package io.aftercare.desk;

import io.aftercare.conversation.ports.AgentReplies;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.conversation.ports.UnassignedMail;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The mails that stand in no conversation: nothing that came in is out of sight. */
@DeskPage
class UnassignedMailPageController {

    private static final int MAILS_ON_A_PAGE = 50;
    private static final int LAST_PAGE = 1_000_000;

    private final DeskAccess access;
    private final QuarantinedMails quarantine;
    private final AgentReplies replies;
    private final MailView view;
    private final ZoneId zone;

    UnassignedMailPageController(DeskAccess access, QuarantinedMails quarantine, AgentReplies replies, MailView view,
            Clock clock) {
        this.access = access;
        this.quarantine = quarantine;
        this.replies = replies;
        this.view = view;
        this.zone = clock.getZone();
    }

    @GetMapping("/camunda/api/aftercare/mails")
    String all(@RequestParam(defaultValue = "0") int page, Model model, HttpServletResponse response) {
        ContentSecurityPolicy.withButtons(response);
        access.readsEverything();
        int shown = Math.max(0, Math.min(LAST_PAGE, page));
        List<UnassignedMail> found = quarantine.unassigned(MAILS_ON_A_PAGE + 1, shown * MAILS_ON_A_PAGE);
        model.addAttribute("mails", found.stream().limit(MAILS_ON_A_PAGE).toList());
        model.addAttribute("replies", replies.takenAmong(found.stream().map(UnassignedMail::internetId).toList()));
        model.addAttribute("works", access.works());
        model.addAttribute("page", shown);
        model.addAttribute("more", found.size() > MAILS_ON_A_PAGE);
        model.addAttribute("zone", zone);
        return "desk/mails";
    }

    @GetMapping("/camunda/api/aftercare/mails/{id}")
    String one(@PathVariable long id, Model model, HttpServletResponse response) {
        ContentSecurityPolicy.withButtons(response);
        access.readableMail(id);
        model.addAttribute("works", access.works());
        return view.show(id, false, model);
    }
}
