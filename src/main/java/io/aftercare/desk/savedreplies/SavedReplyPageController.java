package io.aftercare.desk.savedreplies;

import io.aftercare.conversation.Decision;
import io.aftercare.desk.ContentSecurityPolicy;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.DeskPage;
import io.aftercare.desk.Labels;
import io.aftercare.platform.SupportGroups;
import io.aftercare.process.CurrentPerson;
import io.aftercare.triage.TextTriage;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * The pages of the saved replies: all that are for whoever is logged in, and one to read or, with the right, change.
 */
@DeskPage
@RequestMapping("/camunda/api/aftercare/saved-replies")
class SavedReplyPageController {

    private final ReplySearch search;
    private final DeskAccess access;
    private final CurrentPerson person;
    private final ZoneId zone;

    SavedReplyPageController(ReplySearch search, DeskAccess access, CurrentPerson person,
            Clock clock) {
        this.search = search;
        this.access = access;
        this.person = person;
        this.zone = clock.getZone();
    }

    @GetMapping
    String all(Model model, HttpServletResponse response) {
        access.user();
        List<SavedReply> own = search.own();
        model.addAttribute("replies", own);
        model.addAttribute("names", names(own));
        return page("desk/saved-replies", model, response);
    }

    /** @param id number of a reply, or {@code new} */
    @GetMapping("/{id}")
    String one(@PathVariable String id, Model model, HttpServletResponse response) {
        access.user();
        boolean added = id.equals("new");
        if (added) {
            access.savedReplyEditor();
        }
        SavedReply reply = added ? new SavedReply(0, 0, "", "", List.of(), Map.of(), 0, null, null, null) : find(id);
        model.addAttribute("reply", reply);
        model.addAttribute("added", added);
        model.addAttribute("changedBy", added ? null
                : names(List.of(reply)).getOrDefault(reply.changedBy(), reply.changedBy()));
        model.addAttribute("placeholders", Placeholder.values());
        model.addAttribute("languages", TextTriage.answeredLanguages());
        model.addAttribute("longestTitle", ReplyCheck.LONGEST_TITLE);
        model.addAttribute("longestKeyWords", ReplyCheck.LONGEST_KEY_WORDS);
        return page("desk/saved-reply", model, response);
    }

    private Map<String, String> names(List<SavedReply> shown) {
        var names = new HashMap<>(person.namesOf(shown.stream().map(SavedReply::changedBy).distinct().toList()));
        names.put(Decision.PROCESS, "the installation");
        return names;
    }

    private SavedReply find(String id) {
        return search.own().stream().filter(own -> String.valueOf(own.id()).equals(id)).findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                        "There is no such reply. It may have been deleted, or is for other groups than yours."));
    }

    private String page(String name, Model model, HttpServletResponse response) {
        ContentSecurityPolicy.withButtons(response);
        model.addAttribute("edits", access.editsSavedReplies());
        model.addAttribute("groups", SupportGroups.AGENTS);
        model.addAttribute("groupNames", SupportGroups.names());
        model.addAttribute("labels", new Labels());
        model.addAttribute("zone", zone);
        return name;
    }
}
