package io.aftercare.helpcentre;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.Section;
import io.aftercare.policy.PolicyNumbers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The start page, the search and the list of all articles: the knowledge base comes first (policy rule 1). */
@Controller
class ArticleSearchController {

    private static final int MOST_RESULTS = 10;
    private static final int MOST_SUGGESTIONS = 5;
    private static final int MOST_LISTED = 500;
    private static final Duration SUGGESTIONS_HOLD = Duration.ofMinutes(1);

    private final KnowledgeBase knowledge;
    private final RateLimits limits;
    private final PolicyNumbers policy;
    private final ObjectProvider<StartPageGuide> guide;

    ArticleSearchController(KnowledgeBase knowledge, RateLimits limits, PolicyNumbers policy,
            ObjectProvider<StartPageGuide> guide) {
        this.knowledge = knowledge;
        this.limits = limits;
        this.policy = policy;
        this.guide = guide;
    }

    /** The parameter {@code q} has what was typed before the language was switched. */
    @GetMapping("/")
    String start(@RequestParam(defaultValue = "") String q, Model model, Locale locale) {
        guide.ifAvailable(available -> model.addAttribute("roles", available.roles(locale)));
        model.addAttribute("supportPeriod", policy.supportPeriod().inWords(locale));
        model.addAttribute("query", SearchResults.cleaned(q));
        model.addAttribute("typed", new UnsentForm("search", "/"));
        return "helpcentre/start";
    }

    @GetMapping("/articles")
    String search(@RequestParam(defaultValue = "") String q, Model model, Locale locale, HttpServletRequest request,
            HttpServletResponse response) {
        Duration wait = SearchResults.cleaned(q).isEmpty() ? Duration.ZERO : limits.searched(request);
        if (!wait.isZero()) {
            return tooMany(q, wait, model, response);
        }
        SearchResults results = SearchResults.of(knowledge, q, locale, MOST_RESULTS);
        model.addAttribute("query", results.query());
        model.addAttribute("results", results);
        model.addAttribute("typed", new UnsentForm("search", "/articles"));
        if (results.query().isEmpty()) {
            model.addAttribute("shelves", shelves(locale.getLanguage()));
        } else {
            model.addAttribute("noindex", true);
        }
        return "helpcentre/articles";
    }

    private static String tooMany(String q, Duration wait, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(RateLimits.seconds(wait)));
        model.addAttribute("query", SearchResults.cleaned(q));
        model.addAttribute("tooMany", true);
        model.addAttribute("typed", new UnsentForm("search", "/articles"));
        model.addAttribute("noindex", true);
        return "helpcentre/articles";
    }

    /** What the search offers while one types: a part of a page. Too often, there is none. */
    @GetMapping("/articles/suggestions")
    Object suggestions(@RequestParam(defaultValue = "") String q, Model model, Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        Duration wait = limits.typed(request.getRemoteAddr());
        if (!wait.isZero()) {
            return RateLimits.tooMany(wait);
        }
        SearchResults results = SearchResults.of(knowledge, q, locale, MOST_SUGGESTIONS);
        model.addAttribute("query", results.query());
        model.addAttribute("results", results);
        response.setHeader(HttpHeaders.CACHE_CONTROL,
                CacheControl.maxAge(SUGGESTIONS_HOLD).cachePrivate().getHeaderValue());
        return "helpcentre/suggestions";
    }

    /** All articles of a language by what they are about, so that they can be looked through. */
    private List<Shelf> shelves(String language) {
        var bySection = knowledge.all(language).stream().limit(MOST_LISTED)
                .collect(Collectors.groupingBy(article -> Optional.ofNullable(article.section())));
        return Stream.concat(Stream.of(Section.values()).map(Optional::of), Stream.of(Optional.<Section>empty()))
                .filter(bySection::containsKey).map(section -> new Shelf(section.orElse(null), bySection.get(section)))
                .toList();
    }

    /** @param section null for articles that name none */
    record Shelf(Section section, List<Article> articles) {
    }
}
