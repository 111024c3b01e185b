package io.aftercare.helpcentre;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.helpcentre.ContactDrafts.Draft;
import io.aftercare.helpcentre.ContactDrafts.DraftFile;
import io.aftercare.knowledge.Feedback;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
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
class ContactPages {

    private static final int MOST_ARTICLES = 3;

    private final ContactRules rules;
    private final ContactDrafts drafts;
    private final WebRequests requests;
    private final PublicLimits limits;
    private final PublicFormProperties properties;
    private final KnowledgeBase knowledge;
    private final Feedback feedback;
    private final SupportAddress support;

    ContactPages(ContactRules rules, ContactDrafts drafts, WebRequests requests, PublicLimits limits,
            PublicFormProperties properties, KnowledgeBase knowledge, Feedback feedback, SupportAddress support) {
        this.rules = rules;
        this.drafts = drafts;
        this.requests = requests;
        this.limits = limits;
        this.properties = properties;
        this.knowledge = knowledge;
        this.feedback = feedback;
        this.support = support;
    }

    @GetMapping("/contact")
    String form(@RequestParam(required = false) String draft, Model model, Locale locale,
            HttpServletResponse response) {
        if (!support.isSet()) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            return "helpcentre/contact-closed";
        }
        Optional<Draft> kept = unsent(draft);
        return show(model, kept.map(Draft::token).orElseGet(drafts::newToken),
                kept.map(Draft::form).orElse(ContactForm.EMPTY.in(locale.getLanguage())), List.of());
    }

    /**
     * @param remove  a kept file that is to go
     * @param website a field that people do not see; robots fill it in
     */
    @PostMapping("/contact")
    String write(@ModelAttribute ContactForm form, @RequestParam(required = false) String draft,
            @RequestParam(required = false) Long remove, @RequestParam(defaultValue = "") String website,
            @RequestParam(required = false) List<MultipartFile> files, Model model, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        if (!support.isSet()) {
            return notOpen(model, draft, form, response);
        }
        Duration wait = limits.post(request.getRemoteAddr());
        if (!wait.isZero()) {
            return tooMany(model, draft, form, wait, response);
        }
        String token = keep(draft, form);
        request.setAttribute(PageInterceptor.PAGE_ADDRESS, "/contact?draft=" + token);
        if (drafts.find(token).map(Draft::sentAs).isPresent()) {
            return "redirect:/contact/" + token + "/sent";
        }
        if (remove != null) {
            drafts.detach(token, remove);
            return "redirect:/contact?draft=" + token + "#files";
        }
        var problems = new ArrayList<>(rules.check(form));
        problems.addAll(attach(token, files));
        if (!website.isEmpty()) {
            problems.add(rules.problem("website", "contact.website.filled"));
            model.addAttribute("showWebsite", true);
        }
        if (!problems.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(model, token, form, rules.inOrder(problems));
        }
        List<Hit> hits = answering(form);
        if (hits.isEmpty()) {
            return send(token, form, false, model, response);
        }
        feedback.shown(token, question(form), List.of(form.name(), form.email()), form.language(),
                hits.stream().map(hit -> hit.article().id()).toList());
        return "redirect:/contact/" + token + "/articles";
    }

    /** Before a request is sent: the articles that surely answer it. */
    @GetMapping("/contact/{token}/articles")
    String articles(@PathVariable String token, Model model, HttpServletResponse response) {
        Optional<Draft> draft = drafts.find(token);
        if (draft.isEmpty()) {
            return expired(response);
        }
        if (draft.get().sentAs() != null) {
            return "redirect:/contact/" + token + "/sent";
        }
        model.addAttribute("token", token);
        model.addAttribute("hits", answering(draft.get().form()));
        return "helpcentre/contact-articles";
    }

    /** The parameter {@code shown} has the ids of the articles that the customer was shown and that do not help. */
    @PostMapping("/contact/{token}/send")
    String send(@PathVariable String token, Model model, HttpServletRequest request, HttpServletResponse response) {
        Optional<Draft> draft = drafts.find(token);
        if (draft.isEmpty()) {
            return expired(response);
        }
        if (draft.get().sentAs() != null) {
            return "redirect:/contact/" + token + "/sent";
        }
        request.setAttribute(PageInterceptor.PAGE_ADDRESS, "/contact?draft=" + token);
        if (!support.isSet()) {
            return notOpen(model, token, draft.get().form(), response);
        }
        Duration wait = limits.post(request.getRemoteAddr());
        if (!wait.isZero()) {
            return tooMany(model, token, draft.get().form(), wait, response);
        }
        // The draft may have been left incomplete and then be sent from a page left open.
        List<FieldProblem> problems = new ArrayList<>(rules.check(draft.get().form()));
        problems.addAll(rules.checkFiles(drafts.contents(token)));
        if (!problems.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(model, token, draft.get().form(), problems);
        }
        return send(token, draft.get().form(), declined(draft.get().form(), request.getParameterValues("shown")), model, response);
    }

    @GetMapping("/contact/{token}/sent")
    String sent(@PathVariable String token, Model model, HttpServletResponse response) {
        Optional<Draft> draft = drafts.find(token).filter(found -> found.sentAs() != null);
        if (draft.isEmpty()) {
            return expired(response);
        }
        model.addAttribute("number", draft.get().sentAs().toString());
        model.addAttribute("email", draft.get().form().email());
        return "helpcentre/contact-sent";
    }

    /** An article answered: nothing is sent, and nothing of what was written stays. */
    @PostMapping("/contact/{token}/solved")
    String solved(@PathVariable String token) {
        feedback.formSolved(token);
        drafts.discard(token);
        return "redirect:/contact/solved";
    }

    @GetMapping("/contact/solved")
    String solved() {
        return "helpcentre/contact-solved";
    }

    /** The text may have been changed in another window: only who saw all that answers it now has declined it. */
    private boolean declined(ContactForm form, String[] shown) {
        return shown != null && List.of(shown).containsAll(answering(form).stream().map(hit -> hit.article().id()).toList());
    }

    private String send(String token, ContactForm form, boolean helpDeclined, Model model, HttpServletResponse response) {
        Duration wait = limits.request(form.email());
        if (!wait.isZero()) {
            return tooMany(model, token, form, wait, response);
        }
        Optional<RequestNumber> number = requests.send(token, helpDeclined);
        return number.isEmpty() ? expired(response) : "redirect:/contact/" + token + "/sent";
    }

    private String keep(String token, ContactForm form) {
        try {
            return drafts.save(token, form);
        } catch (DuplicateKeyException clickedTwice) {
            return drafts.save(token, form);
        }
    }

    /** Keeps the files that may be kept; of the others nothing stays but the problem. */
    private List<FieldProblem> attach(String token, List<MultipartFile> files) throws IOException {
        var problems = new ArrayList<FieldProblem>();
        var kept = new ArrayList<>(drafts.contents(token));
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            if (file.isEmpty() && (file.getOriginalFilename() == null || file.getOriginalFilename().isEmpty())) {
                continue;   // a browser sends an empty part when no file is chosen
            }
            NewAttachment attachment = WebFiles.attachment(file.getOriginalFilename(), file.getContentType(), file.getBytes());
            kept.add(attachment);
            List<FieldProblem> found = rules.checkFiles(kept);
            if (found.isEmpty()) {
                drafts.attach(token, attachment);
            } else {
                kept.remove(attachment);
                problems.addAll(found);
            }
        }
        return problems.stream().distinct().toList();
    }

    private List<Hit> answering(ContactForm form) {
        return knowledge.search(question(form), form.language().isEmpty() ? null : form.language(),
                MOST_ARTICLES).stream().filter(Hit::confident).toList();
    }

    private static String question(ContactForm form) {
        return form.subject() + "\n" + form.text();
    }

    private Optional<Draft> unsent(String token) {
        return token == null ? Optional.empty() : drafts.find(token).filter(draft -> draft.sentAs() == null);
    }

    private String tooMany(Model model, String token, ContactForm form, Duration wait, HttpServletResponse response) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1));
        return show(model, token == null ? drafts.newToken() : token, form,
                List.of(rules.problem("send", "contact.toomany", String.valueOf(wait.toMinutes() + 1))));
    }

    /** Nothing can be sent, but what was written stays on the page. */
    private String notOpen(Model model, String token, ContactForm form, HttpServletResponse response) {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        return show(model, token == null ? drafts.newToken() : token, form,
                List.of(rules.problem("send", "contact.closed.title")));
    }

    private String show(Model model, String token, ContactForm form, List<FieldProblem> problems) {
        List<DraftFile> files = drafts.files(token);
        model.addAttribute("form", form);
        model.addAttribute("token", token);
        model.addAttribute("files", files);
        model.addAttribute("problems", problems);
        model.addAttribute("mostFiles", properties.mostFiles());
        model.addAttribute("largestFile", properties.largestFile().toMegabytes());
        return "helpcentre/contact";
    }

    private static String expired(HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return "helpcentre/contact-expired";
    }
}
