package io.aftercare.helpcentre;

import io.aftercare.conversation.ports.AnswerTarget;
import io.aftercare.helpcentre.ContactDrafts.Draft;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What a customer reads once a request is sent: its number, what happens next and by when. */
@Controller
class SentRequestController {

    private final ContactDrafts drafts;
    private final DraftCookie cookie;
    private final AnswerTarget target;
    private final DateFormats dates;

    SentRequestController(ContactDrafts drafts, DraftCookie cookie, AnswerTarget target, DateFormats dates) {
        this.drafts = drafts;
        this.cookie = cookie;
        this.target = target;
        this.dates = dates;
    }

    @GetMapping("/contact/{token}/sent")
    String sent(@PathVariable String token, Model model, Locale locale, HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Draft> draft = drafts.find(cookie.key(request, token)).filter(found -> found.sentAs() != null);
        if (draft.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return "helpcentre/contact-expired";
        }
        model.addAttribute("number", draft.get().sentAs().toString());
        model.addAttribute("email", draft.get().form().email());
        target.latest()
                .ifPresent(moment -> model.addAttribute("answeredBy", dates.written(moment, FormatStyle.FULL, locale)));
        return "helpcentre/contact-sent";
    }
}
