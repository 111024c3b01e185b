package io.aftercare.desk;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.ArticleRecords;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.uses.ArticleUses;
import io.aftercare.process.CurrentPerson;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the offers of articles came to, and what was learned of them: everybody at the desk sees it and removes
 * wordings; managers choose which confidence is in force.
 */
@DeskPage
class ArticleRecordController {

    private static final int MOST_USES = 50;
    private static final String PATH = "/camunda/api/aftercare/article-records";

    private final DeskAccess access;
    private final ArticleRecords records;
    private final KnowledgeBase knowledge;
    private final ArticleUses uses;
    private final CurrentPerson person;
    private final ZoneId zone;

    ArticleRecordController(DeskAccess access, ArticleRecords records, KnowledgeBase knowledge, ArticleUses uses,
            CurrentPerson person, Clock clock) {
        this.access = access;
        this.records = records;
        this.knowledge = knowledge;
        this.uses = uses;
        this.person = person;
        this.zone = clock.getZone();
    }

    @GetMapping(PATH)
    String all(Model model, HttpServletResponse response) {
        access.user();
        ContentSecurityPolicy.withButtons(response);
        model.addAttribute("target", records.target());
        model.addAttribute("months", records.months());
        model.addAttribute("articles", records.tallies());
        model.addAttribute("versions", records.versions());
        model.addAttribute("inForce", records.activeCalibrations());
        model.addAttribute("manager", access.manager());
        model.addAttribute("labels", new Labels());
        model.addAttribute("zone", zone);
        return "desk/article-records";
    }

    @GetMapping(PATH + "/{id}")
    String one(@PathVariable String id, Model model, HttpServletResponse response) {
        access.user();
        ContentSecurityPolicy.withButtons(response);
        Article article = knowledge.article(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                "There is no article with this id. It may have been withdrawn."));
        model.addAttribute("article", article);
        model.addAttribute("removes", access.works());
        model.addAttribute("link", knowledge.linkTo(article));
        model.addAttribute("tally", records.tally(id).orElseThrow());
        model.addAttribute("wordings", records.learnedQueries(id).stream().map(each -> new Wording(each.id(),
                new RequestNumber(each.request()), each)).toList());
        List<ArticleUses.Use> used = uses.of(id, MOST_USES);
        Map<String, String> names = person.namesOf(used.stream().map(ArticleUses.Use::user).distinct().toList());
        model.addAttribute("used", uses.count(id));
        model.addAttribute("uses", used.stream().map(use -> new Used(new RequestNumber(use.request()),
                names.getOrDefault(use.user(), use.user()), use)).toList());
        model.addAttribute("zone", zone);
        return "desk/article-record";
    }

    /** One use, with the number of its request as people say it. @param by who answered */
    record Used(RequestNumber request, String by, ArticleUses.Use said) {
    }

    /** A wording with the number of its request as people say it. */
    record Wording(long id, RequestNumber request, ArticleRecords.LearnedQuery said) {
    }

    @DeleteMapping(PATH + "/{id}/wordings/{wording}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, @PathVariable long wording) {
        access.worker();
        if (!records.removeLearnedQuery(id, wording, access.user())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Somebody removed this wording already.");
        }
    }

    /**
     * @param version its number; shipped, for the one the application comes with; or automatic, for the refit's choice
     */
    @PostMapping(PATH + "/calibrations/{language}/{model}/{version}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void choose(@PathVariable String language, @PathVariable String model, @PathVariable String version) {
        String user = access.user();
        if (!access.manager()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN,
                    "Only managers choose the confidence. Ask one of them.");
        }
        try {
            if (version.equals("automatic")) {
                records.chooseAutomatically(language, model);
            } else {
                records.choose(language, model, version.equals("shipped") ? null : Long.valueOf(version), user);
            }
        } catch (NoSuchElementException | NumberFormatException unknown) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such version. Load the page again.");
        }
    }
}
