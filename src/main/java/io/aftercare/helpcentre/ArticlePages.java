package io.aftercare.helpcentre;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The start page, the search and the articles: the knowledge base comes first (policy rule 1). */
@Controller
class ArticlePages {

    private static final int MOST_HITS = 10;
    private static final int MOST_HITS_IN_OTHER_LANGUAGE = 3;
    private static final int LONGEST_QUERY = 300;
    private static final int MOST_LISTED = 500;

    private final KnowledgeBase knowledge;
    private final ObjectProvider<StartPageGuide> guide;

    ArticlePages(KnowledgeBase knowledge, ObjectProvider<StartPageGuide> guide) {
        this.knowledge = knowledge;
        this.guide = guide;
    }

    @GetMapping("/")
    String start(Model model, Locale locale) {
        guide.ifAvailable(available -> model.addAttribute("roles", available.roles(locale)));
        return "helpcentre/start";
    }

    @GetMapping("/articles")
    String search(@RequestParam(defaultValue = "") String q, Model model, Locale locale) {
        String query = q.replaceAll("\\p{Cntrl}+", " ").strip();
        query = query.codePointCount(0, query.length()) <= LONGEST_QUERY ? query
                : query.substring(0, query.offsetByCodePoints(0, LONGEST_QUERY));
        String language = locale.getLanguage();
        List<Hit> hits = query.isEmpty() ? List.of() : knowledge.search(query, language, MOST_HITS);
        if (query.isEmpty()) {
            model.addAttribute("shelves", shelves(language));
        }
        model.addAttribute("query", query);
        model.addAttribute("hits", hits);
        model.addAttribute("otherHits", query.isEmpty() || !hits.isEmpty() ? List.of()
                : knowledge.search(query, null, MOST_HITS_IN_OTHER_LANGUAGE));
        return "helpcentre/articles";
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

    @GetMapping("/articles/{id}")
    String article(@PathVariable String id, Model model, HttpServletResponse response) {
        return knowledge.article(id).map(article -> {
            model.addAttribute("article", article);
            return "helpcentre/article";
        }).orElseGet(() -> {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return "error/404";
        });
    }
}
