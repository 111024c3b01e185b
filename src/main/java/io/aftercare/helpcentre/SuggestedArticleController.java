package io.aftercare.helpcentre;

import io.aftercare.helpcentre.ContactDrafts.Draft;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The articles that surely answer what is being written to us: beside the form while it is typed, and on a page of
 * their own before it is sent. Only who says so was helped; who just leaves was not.
 */
@Controller
class SuggestedArticleController {

    private final AnsweringArticles answering;
    private final ContactDrafts drafts;
    private final DraftCookie cookie;
    private final RateLimits limits;

    SuggestedArticleController(AnsweringArticles answering, ContactDrafts drafts, DraftCookie cookie,
            RateLimits limits) {
        this.answering = answering;
        this.drafts = drafts;
        this.cookie = cookie;
        this.limits = limits;
    }

    /** A part of a page: what answers the form as it is typed so far. Nothing is kept; too often, there is none. */
    @PostMapping("/contact/answers")
    Object beside(@ModelAttribute ContactForm form, Model model, HttpServletRequest request) {
        Duration wait = limits.typed(request.getRemoteAddr());
        if (!wait.isZero()) {
            return RateLimits.tooMany(wait);
        }
        model.addAttribute("hits", answering.of(form));
        return "helpcentre/contact-answers";
    }

    @GetMapping("/contact/{token}/articles")
    String before(@PathVariable String token, Model model, HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Draft> draft = drafts.find(cookie.key(request, token));
        if (draft.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return "helpcentre/contact-expired";
        }
        if (draft.get().sentAs() != null) {
            return "redirect:/contact/" + token + "/sent";
        }
        model.addAttribute("token", token);
        model.addAttribute("form", draft.get().form());
        model.addAttribute("hits", answering.of(draft.get().form()));
        return "helpcentre/contact-articles";
    }

    /**
     * An article answered: nothing is sent, and nothing of what was written stays. Whoever says so too often is
     * thanked, but no longer counted.
     *
     * @param article which one helped
     * @param draft   the form's own token
     */
    @PostMapping("/contact/solved")
    String solved(@RequestParam String article, @RequestParam String draft, @ModelAttribute ContactForm form,
            HttpServletRequest request) {
        DraftKey key = cookie.key(request, draft);
        Optional<Draft> kept = drafts.find(key);
        if (kept.map(Draft::sentAs).isPresent()) {
            // From a page left open: the request is on its way, and a mail about it says how to end it.
            return "redirect:/contact/" + draft + "/sent";
        }
        // The page before sending says only which form it is; the form itself says what is typed now.
        if (limits.post(request.getRemoteAddr()).isZero()) {
            answering.helped(drafts.usable(key),
                    kept.map(Draft::form).filter(saved -> form.text().isEmpty()).orElse(form), article);
        }
        drafts.discard(key);
        return "redirect:/contact/solved";
    }

    @GetMapping("/contact/solved")
    String solved() {
        return "helpcentre/contact-solved";
    }
}
