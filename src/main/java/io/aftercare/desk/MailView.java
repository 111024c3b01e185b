package io.aftercare.desk;

import io.aftercare.conversation.ports.AgentReplies;
import io.aftercare.conversation.ports.QuarantinedMail;
import io.aftercare.conversation.ports.QuarantinedMails;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/** Puts a mail that stands in no conversation onto a page. */
@Component
class MailView {

    private final QuarantinedMails quarantine;
    private final AgentReplies replies;
    private final ZoneId zone;

    MailView(QuarantinedMails quarantine, AgentReplies replies, Clock clock) {
        this.quarantine = quarantine;
        this.replies = replies;
        this.zone = clock.getZone();
    }

    /**
     * @return the name of the template
     * @throws ResponseStatusException 404 when there is no such mail, or it stands in a conversation by now
     */
    String show(long id, boolean inTasklist, Model model) {
        QuarantinedMail mail = quarantine.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                "There is no mail " + id + ", or it stands with its request by now."));
        model.addAttribute("mail", mail);
        model.addAttribute("ignored",
                quarantine.ignored(id) && replies.takenAmong(List.of(mail.internetId())).isEmpty());
        model.addAttribute("inTasklist", inTasklist);
        model.addAttribute("zone", zone);
        return "desk/unreadable-mail";
    }
}
