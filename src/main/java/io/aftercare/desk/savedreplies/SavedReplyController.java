package io.aftercare.desk.savedreplies;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.desk.AnswerGaps;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.Labels;
import io.aftercare.desk.RequestRecords;
import io.aftercare.process.CurrentPerson;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Saved replies for the answer form, and for the page on which they are written. */
@Hidden
@RestController
@RequestMapping("/camunda/api/aftercare")
class SavedReplyController {

    private static final int MOST_OFFERED = 8;
    private static final int BEGINNING = 140;

    private final SavedReplies replies;
    private final ReplySearch search;
    private final ReplyFilling filling;
    private final DeskAccess access;
    private final Requests requests;
    private final RequestRecords records;
    private final CurrentPerson person;

    SavedReplyController(SavedReplies replies, ReplySearch search, ReplyFilling filling, DeskAccess access,
            Requests requests, RequestRecords records, CurrentPerson person) {
        this.replies = replies;
        this.search = search;
        this.filling = filling;
        this.access = access;
        this.requests = requests;
        this.records = records;
        this.person = person;
    }

    /**
     * A reply that the form offers.
     *
     * @param otherLanguage such as "English" when there is no text in the customer's language; null mostly
     * @param beginning     of its text
     */
    record Offered(long id, String title, String keyWords, String otherLanguage, String beginning) {
    }

    /**
     * A reply for one request.
     *
     * @param told what the agent should know of it, in a sentence; null when nothing
     * @param gaps placeholders that stay in the text, as they stand there
     */
    record Filled(String text, String told, List<String> gaps) {
    }

    /** @param version see {@link SavedReply#version()}; null for a new reply */
    record Changed(Long version, String title, String keyWords, List<String> groups, Map<String, String> texts) {

        ReplyEntry entry() {
            return new ReplyEntry(title, keyWords, groups, texts);
        }
    }

    /**
     * Texts to look at.
     *
     * @param texts   by language
     * @param request number of one that the person may read; null or blank for one that is invented
     */
    record Tried(Map<String, String> texts, String request) {
    }

    /** @param gap whether it is one, and not text */
    record Part(String text, boolean gap) {
    }

    /** @param q what the agent typed; all when there is none */
    @GetMapping("/tasks/{task}/saved-replies")
    List<Offered> offered(@PathVariable String task, @RequestParam(defaultValue = "") String q) {
        String language = requestOf(task).language();
        return search.find(q, MOST_OFFERED).stream().map(reply -> {
            String chosen = reply.languageFor(language);
            String text = reply.texts().get(chosen).replaceAll("\\s+", " ");
            return new Offered(reply.id(), reply.title(), reply.keyWords(),
                    chosen.equals(language) ? null : new Labels().language(chosen),
                    text.substring(0, Math.min(BEGINNING, text.length())));
        }).toList();
    }

    /** The text of a reply for this task's request; that it is put into the answer is counted. */
    @Transactional
    @PostMapping("/tasks/{task}/saved-replies/{id}")
    Filled fill(@PathVariable String task, @PathVariable long id) {
        Request request = requestOf(task);
        SavedReply reply = search.own().stream().filter(own -> own.id() == id).findFirst()
                .orElseThrow(() -> gone("This reply was deleted, or is not for your groups any more. Choose another."));
        String language = reply.languageFor(request.language());
        String text = filling.filled(reply.texts().get(language), language, request);
        replies.used(id);
        return new Filled(text, told(request.language(), language), AnswerGaps.in(text));
    }

    /** Null when the text is in the language that the customer is answered in. */
    private static String told(String wanted, String language) {
        var labels = new Labels();
        return language.equals(wanted) ? null
                : wanted == null || wanted.isBlank()
                        ? "The customer’s language is not known: this text is in %s.".formatted(
                                labels.language(language))
                        : "This reply has no text in %s: it is in %s.".formatted(labels.language(wanted),
                                labels.language(language));
    }

    /** What the texts come to, in parts, by language; nothing is kept. */
    @PostMapping("/saved-replies/preview")
    Map<String, List<Part>> preview(@RequestBody Tried tried) {
        access.user();
        Request request = tried.request() == null || tried.request().isBlank() ? null
                : requests.get(records.readable(tried.request().strip()));
        Map<String, List<Part>> shown = new TreeMap<>();
        ReplyCheck.written(tried.texts()).forEach((language, text) -> shown.put(language, parts(request == null
                ? filling.example(text, language)
                : filling.filled(text, language, request))));
        return shown;
    }

    private static List<Part> parts(String text) {
        return AnswerGaps.parts(text, Part::new);
    }

    @PostMapping("/saved-replies")
    @ResponseStatus(HttpStatus.CREATED)
    SavedReply add(@RequestBody Changed added) {
        access.savedReplyEditor();
        return replies.add(added.entry(), access.user());
    }

    /** @throws ErrorResponseException 409 with the reply as it is now, when somebody changed it meanwhile */
    @PutMapping("/saved-replies/{id}")
    SavedReply change(@PathVariable long id, @RequestBody Changed changed) {
        access.savedReplyEditor();
        return replies.change(id, version(changed.version()), changed.entry(), access.user())
                .orElseThrow(() -> overtaken(id));
    }

    /** @param version that the person saw who deletes it */
    @DeleteMapping("/saved-replies/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id, @RequestParam(required = false) Long version) {
        access.savedReplyEditor();
        if (!replies.delete(id, version(version))) {
            throw overtaken(id);
        }
    }

    private static long version(Long given) {
        if (given == null) {
            throw ReplyCheck.refused("version", "Say which version of the reply this is made from.");
        }
        return given;
    }

    private ErrorResponseException overtaken(long id) {
        SavedReply now = replies.find(id).orElseThrow(
                () -> gone("Somebody deleted this reply meanwhile. What you wrote stays here: save it as a new one."));
        String by = Objects.requireNonNullElse(person.nameOf(now.changedBy()), now.changedBy());
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT,
                (now.changedBy().equals(access.user()) ? "You changed this reply in another window meanwhile."
                        : by + " changed this reply meanwhile.") + " Nothing of yours was saved yet.");
        problem.setProperty("reply", now);
        return new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
    }

    private Request requestOf(String task) {
        return access.findRequestOf(access.task(task)).map(requests::get)
                .orElseThrow(() -> gone("This task belongs to no request. Choose another one in the list."));
    }

    private static ResponseStatusException gone(String sentence) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, sentence);
    }
}
