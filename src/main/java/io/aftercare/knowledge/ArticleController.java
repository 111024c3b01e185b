package io.aftercare.knowledge;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The articles over HTTP, for everybody. */
@RestController
@RequestMapping(path = "/api/articles", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Articles", description = "Search and import the articles of the help")
class ArticleController {

    private final KnowledgeBase knowledge;

    ArticleController(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    /** A hit as the API tells it. */
    record FoundArticle(String id, String title, String url, String language, Section section,
            @Schema(description = "How surely the article answers, 0 to 1") double score,
            @Schema(description = "Whether it would be mailed to a customer without a person") boolean confident,
            @Schema(description = "The part of the article nearest to the question") String passage) {
    }

    /** An article as the API tells it. */
    record WholeArticle(String id, String source, String title, String url, String language, Section section,
            String text, String html, Instant modifiedAt,
            @Schema(description = "The same in other languages, as the source tells") List<Translation> translations) {
    }

    /** An article in another language as the API tells it. */
    record Translation(String id, String language, String title, String url) {
    }

    @GetMapping("/search")
    @Operation(summary = "Search the articles, best first",
            description = "Public, limited per network for those who are not signed in.")
    @ApiResponse(responseCode = "200", description = "The articles")
    @ApiResponse(responseCode = "429", description = "Too many searches; `Retry-After` says how many seconds to wait",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    List<FoundArticle> search(
            @Parameter(description = "A few words, or a whole question",
                    required = true) @RequestParam(required = false) String q,
            @Parameter(description = "ISO 639-1, such as en; all languages without") @RequestParam(
                    required = false) String language,
            @Parameter(description = "Articles at most, 1 to 50") @RequestParam(defaultValue = "10") int limit) {
        if (q == null || q.isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
                    "Say what to search for in the parameter q, for instance q=merge+duplicates.");
        }
        boolean any = language == null || language.isBlank();
        if (!any && LanguageCode.of(language) == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
                    "The parameter language must be an ISO 639-1 code such as en or fr.");
        }
        return knowledge.search(q, any ? null : language, limit).stream()
                .map(hit -> new FoundArticle(hit.article().id(), hit.article().title(), knowledge.linkTo(hit.article()),
                        hit.article().language(), hit.article().section(), hit.score(), hit.confident(), hit.passage()))
                .toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One article, as plain text and as safe HTML")
    WholeArticle article(@PathVariable String id) {
        Article article = knowledge.article(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                "There is no article with this id. It may have been withdrawn; search for it."));
        return new WholeArticle(article.id(), article.source(), article.title(), knowledge.linkTo(article),
                article.language(), article.section(), article.text(), article.html(), article.modifiedAt(),
                knowledge.translations(article).stream().map(other -> new Translation(other.id(), other.language(),
                        other.title(), knowledge.linkTo(other))).toList());
    }
}
