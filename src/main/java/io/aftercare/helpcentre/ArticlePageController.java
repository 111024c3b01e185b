package io.aftercare.helpcentre;

import io.aftercare.conversation.ports.HttpsUse;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.Feedback;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** An article, and what its reader says of it. The parameter {@code q} has what the reader had searched for. */
@Controller
class ArticlePageController {

    private static final int MOST_RELATED = 3;
    private static final int RELATED_LOOKED_AT = 8;

    private final KnowledgeBase knowledge;
    private final Feedback feedback;
    private final RateLimits limits;
    private final MessageSource sentences;
    private final DateFormats dates;
    private final HttpsUse https;

    ArticlePageController(KnowledgeBase knowledge, Feedback feedback, RateLimits limits, MessageSource sentences,
            DateFormats dates, HttpsUse https) {
        this.knowledge = knowledge;
        this.feedback = feedback;
        this.limits = limits;
        this.sentences = sentences;
        this.dates = dates;
        this.https = https;
    }

    @GetMapping("/articles/{id}")
    String read(@PathVariable String id, @RequestParam(defaultValue = "") String q, Model model, Locale locale,
            HttpServletRequest request, HttpServletResponse response) {
        return knowledge.article(id).map(article -> show(article, q, model, locale, request))
                .orElseGet(() -> missing(response));
    }

    /** @param helped {@code yes} or {@code no}; it counts once a visitor */
    @PostMapping("/articles/{id}/verdict")
    String judge(@PathVariable String id, @RequestParam String helped, @RequestParam(defaultValue = "") String q,
            Model model,
            Locale locale, RedirectAttributes address, HttpServletRequest request, HttpServletResponse response) {
        Optional<Article> article = knowledge.article(id);
        if (article.isEmpty()) {
            return missing(response);
        }
        request.setAttribute(PageInterceptor.PAGE_ADDRESS, "/articles/" + id);
        Duration wait = limits.post(request.getRemoteAddr());
        if (!wait.isZero()) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1));
            model.addAttribute("tooMany", true);
            return show(article.get(), q, model, locale, request);
        }
        var votes = ReaderVotes.of(request);
        if (votes.on(id).isEmpty()) {
            String question = SearchResults.cleaned(q);
            tell(id, helped.equals("yes"), question.isEmpty() ? null : question);
            votes.keep(id, helped.equals("yes"), https.byVisitors(), request, response);
        }
        address.addAttribute("article", id);
        if (!q.isBlank()) {
            address.addAttribute("q", SearchResults.cleaned(q));
        }
        return "redirect:/articles/{article}#helped";
    }

    private void tell(String id, boolean helped, String question) {
        if (helped) {
            feedback.helped(id, question);
        } else {
            feedback.didNotHelp(id, question);
        }
    }

    private String show(Article article, String q, Model model, Locale locale, HttpServletRequest request) {
        ReaderVotes.of(request).on(article.id()).ifPresent(helped -> model.addAttribute("helped", helped));
        String query = SearchResults.cleaned(q);
        List<Article> translations = HelpCentreWeb.LANGUAGES.stream().map(Locale::getLanguage)
                .filter(language -> !language.equals(article.language()))
                .flatMap(language -> knowledge.translation(article, language).stream()).toList();
        translations.forEach(
                translation -> request.setAttribute(PageInterceptor.PAGE_ADDRESS + "." + translation.language(),
                        "/articles/" + translation.id()));
        model.addAttribute("article", article);
        model.addAttribute("body", ArticleBody.of(article.html(), sentences.getMessage("article.wide", null,
                Locale.forLanguageTag(article.language()))));
        model.addAttribute("query", query);
        model.addAttribute("changed", dates.written(article.modifiedAt(), FormatStyle.LONG, locale));
        model.addAttribute("changedOn", dates.of(article.modifiedAt()));
        model.addAttribute("canonical", knowledge.linkTo(article));
        model.addAttribute("translations", translations);
        model.addAttribute("related", related(article));
        return "helpcentre/article";
    }

    private List<Article> related(Article article) {
        return knowledge.search(article.title(), article.language(), RELATED_LOOKED_AT).stream().map(Hit::article)
                .filter(other -> !other.id().equals(article.id()) && other.section() == article.section())
                .limit(MOST_RELATED).toList();
    }

    private static String missing(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return "error/404";
    }
}
