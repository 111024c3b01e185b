package io.aftercare.helpcentre;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.helpcentre.ContactDrafts.Draft;
import io.aftercare.process.SuspendedInEngineException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * The contact form in its steps: write, look whether an article answers (policy rule 1), send, get the number. What was
 * typed and attached is kept on the server between them.
 */
@Controller
class ContactController {

    private final ContactFormValidator validator;
    private final ContactDrafts drafts;
    private final DraftCookie cookie;
    private final WebRequests requests;
    private final RateLimits limits;
    private final AnsweringArticles answering;
    private final SupportAddress support;

    ContactController(ContactFormValidator validator, ContactDrafts drafts, DraftCookie cookie, WebRequests requests,
            RateLimits limits, AnsweringArticles answering, SupportAddress support) {
        this.validator = validator;
        this.drafts = drafts;
        this.cookie = cookie;
        this.requests = requests;
        this.limits = limits;
        this.answering = answering;
        this.support = support;
    }

    /** @param q what was searched for in vain; the form goes on with it */
    @GetMapping("/contact")
    String form(@RequestParam(required = false) String draft, @RequestParam(defaultValue = "") String q, Model model,
            Locale locale, HttpServletRequest request, HttpServletResponse response) {
        if (!support.isSet()) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            return "helpcentre/contact-closed";
        }
        Optional<Draft> kept = drafts.find(cookie.key(request, draft)).filter(found -> found.sentAs() == null);
        return show(model, cookie.key(request, kept.map(Draft::token).orElseGet(drafts::newToken)),
                kept.map(Draft::form).orElseGet(() -> ContactForm.about(q, locale.getLanguage())), List.of());
    }

    /** Keeps what is typed and shows it again: the interceptor has switched the language of the page. */
    @PostMapping("/contact/language")
    String speak(@ModelAttribute ContactForm form, @RequestParam(required = false) String draft,
            @RequestParam(required = false) List<MultipartFile> files, Model model, Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        // Who changes the language of the page wants to be answered in it; the form can say otherwise.
        ContactForm translated = form.in(locale.getLanguage());
        Duration wait = limits.post(request.getRemoteAddr());
        if (!wait.isZero()) {
            return tooMany(model, cookie.key(request, draft), translated, wait, response);
        }
        DraftKey key = keep(draft, translated, request, response);
        request.setAttribute(PageInterceptor.PAGE_ADDRESS, "/contact?draft=" + key.token());
        List<FieldProblem> problems = attach(key, files);
        return problems.isEmpty() ? "redirect:/contact?draft=" + key.token()
                : refuse(model, key, translated, problems, response);
    }

    /**
     * @param remove  a kept file that is to go
     * @param shown   the ids of the articles shown beside the form while it was written
     * @param website a field that people do not see; robots fill it in
     */
    @PostMapping("/contact")
    String write(@ModelAttribute ContactForm form, @RequestParam(required = false) String draft,
            @RequestParam(required = false) Long remove, @RequestParam(required = false) List<String> shown,
            @RequestParam(defaultValue = "") String website,
            @RequestParam(required = false) List<MultipartFile> files, Model model, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        if (!support.isSet()) {
            return notOpen("contact.closed.title", model, cookie.key(request, draft), form, response);
        }
        Duration wait = limits.post(request.getRemoteAddr());
        if (!wait.isZero()) {
            return tooMany(model, cookie.key(request, draft), form, wait, response);
        }
        DraftKey key = keep(draft, form, request, response);
        request.setAttribute(PageInterceptor.PAGE_ADDRESS, "/contact?draft=" + key.token());
        if (drafts.find(key).map(Draft::sentAs).isPresent()) {
            return "redirect:/contact/" + key.token() + "/sent";
        }
        if (remove != null) {
            drafts.detach(key, remove);
            return "redirect:/contact?draft=" + key.token() + "#files";
        }
        var problems = new ArrayList<>(validator.check(form));
        problems.addAll(attach(key, files));
        if (!website.isEmpty()) {
            problems.add(validator.problem("website", "contact.website.filled"));
            model.addAttribute("showWebsite", true);
        }
        if (!problems.isEmpty()) {
            return refuse(model, key, form, validator.inOrder(problems), response);
        }
        boolean declined = answering.declined(form, shown);
        return declined || answering.of(form).isEmpty() ? send(key, form, declined, model, response)
                : "redirect:/contact/" + key.token() + "/articles";
    }

    /** The parameter {@code shown} has the ids of the articles that the customer was shown and that do not help. */
    @PostMapping("/contact/{token}/send")
    String send(@PathVariable String token, @RequestParam(required = false) List<String> shown, Model model,
            HttpServletRequest request, HttpServletResponse response) {
        DraftKey key = cookie.key(request, token);
        Optional<Draft> draft = drafts.find(key);
        if (draft.isEmpty()) {
            return expired(response);
        }
        if (draft.get().sentAs() != null) {
            return "redirect:/contact/" + token + "/sent";
        }
        request.setAttribute(PageInterceptor.PAGE_ADDRESS, "/contact?draft=" + token);
        if (!support.isSet()) {
            return notOpen("contact.closed.title", model, key, draft.get().form(), response);
        }
        Duration wait = limits.post(request.getRemoteAddr());
        if (!wait.isZero()) {
            return tooMany(model, key, draft.get().form(), wait, response);
        }
        // The draft may have been left incomplete and then be sent from a page left open.
        List<FieldProblem> problems = new ArrayList<>(validator.check(draft.get().form()));
        problems.addAll(validator.checkFiles(drafts.contents(key)));
        if (!problems.isEmpty()) {
            return refuse(model, key, draft.get().form(), problems, response);
        }
        return send(key, draft.get().form(), answering.declined(draft.get().form(), shown), model, response);
    }

    private String send(DraftKey key, ContactForm form, boolean helpDeclined, Model model,
            HttpServletResponse response) {
        Duration wait = limits.request(form.email());
        if (!wait.isZero()) {
            return tooMany(model, key, form, wait, response);
        }
        Optional<RequestNumber> number;
        try {
            number = requests.send(key, helpDeclined);
        } catch (SuspendedInEngineException suspended) {
            return notOpen("contact.suspended", model, key, form, response);
        }
        return number.isEmpty() ? expired(response) : "redirect:/contact/" + key.token() + "/sent";
    }

    private DraftKey keep(String token, ContactForm form, HttpServletRequest request, HttpServletResponse response) {
        DraftKey own = cookie.key(request, token);
        DraftKey kept;
        try {
            kept = drafts.save(own, form);
        } catch (DuplicateKeyException clickedTwice) {
            kept = drafts.save(own, form);
        }
        cookie.set(request, response, kept);
        return kept;
    }

    /** Keeps the files that may be kept; of the others nothing stays but the problem. */
    private List<FieldProblem> attach(DraftKey key, List<MultipartFile> files) throws IOException {
        var problems = new ArrayList<FieldProblem>();
        var kept = new ArrayList<>(drafts.contents(key));
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            if (file.isEmpty() && (file.getOriginalFilename() == null || file.getOriginalFilename().isEmpty())) {
                continue; // a browser sends an empty part when no file is chosen
            }
            List<FieldProblem> tooLarge = validator.checkSize(file.getOriginalFilename(), file.getSize());
            if (!tooLarge.isEmpty() || kept.size() >= validator.mostFiles()) {
                // Said before any of it is read into memory.
                problems.addAll(tooLarge.isEmpty() ? List.of(validator.tooManyFiles()) : tooLarge);
                continue;
            }
            NewAttachment attachment =
                    UploadedFiles.attachment(file.getOriginalFilename(), file.getContentType(), file.getBytes());
            kept.add(attachment);
            List<FieldProblem> found = validator.checkFiles(kept);
            if (found.isEmpty()) {
                drafts.attach(key, attachment);
            } else {
                kept.remove(attachment);
                problems.addAll(found);
            }
        }
        return problems.stream().distinct().toList();
    }

    private String tooMany(Model model, DraftKey key, ContactForm form, Duration wait, HttpServletResponse response) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1));
        return show(model, key, form,
                List.of(validator.problem("send", "contact.toomany", String.valueOf(wait.toMinutes() + 1))));
    }

    /** Nothing can be sent, but what was written stays on the page. */
    private String notOpen(String why, Model model, DraftKey key, ContactForm form, HttpServletResponse response) {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        return show(model, key, form, List.of(validator.problem("send", why)));
    }

    private String refuse(Model model, DraftKey key, ContactForm form, List<FieldProblem> problems,
            HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return show(model, key, form, problems);
    }

    private String show(Model model, DraftKey key, ContactForm form, List<FieldProblem> problems) {
        model.addAttribute("typed", new UnsentForm("contact", "/contact/language"));
        model.addAttribute("form", form);
        model.addAttribute("token", drafts.usable(key));
        model.addAttribute("files", drafts.files(key));
        model.addAttribute("problems", problems);
        validator.describeFiles(model);
        return "helpcentre/contact";
    }

    private static String expired(HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return "helpcentre/contact-expired";
    }
}
