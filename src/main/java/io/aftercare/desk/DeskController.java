package io.aftercare.desk;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.letters.LetterFrame;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * What the forms in Tasklist ask for. It lies under the web application, so that its filters know the session's user
 * and refuse forged calls; every method asks {@link DeskAccess} who that is. No programs' API, hence not in its
 * description.
 */
@Hidden
@RestController
@RequestMapping("/camunda/api/aftercare")
class DeskController {

    private static final int ARTICLES = 6;

    private final AnswerForm form;
    private final DeskAccess access;
    private final RequestRecords records;
    private final RequestFiles files;
    private final KnowledgeBase knowledge;
    private final ConversationAccess conversations;
    private final ReadMarkers markers;
    private final AnswerFrames frames;

    DeskController(AnswerForm form, DeskAccess access, RequestRecords records, RequestFiles files,
            KnowledgeBase knowledge,
            ConversationAccess conversations, ReadMarkers markers, AnswerFrames frames) {
        this.form = form;
        this.access = access;
        this.records = records;
        this.files = files;
        this.knowledge = knowledge;
        this.conversations = conversations;
        this.markers = markers;
        this.frames = frames;
    }

    /** @param basedOn see {@link AnswerForm#saveDraft} */
    record Text(String text, Instant basedOn) {
    }

    /** @param url where a customer can read it */
    record FoundArticle(String title, String url, String language, boolean confident, String passage) {
    }

    @GetMapping("/tasks/{task}")
    AnswerForm.Contents open(@PathVariable String task) {
        AnswerForm.Contents shown = form.open(task);
        markers.shown(shown.request().number(), shown.user(), shown.lastMessage());
        return shown;
    }

    @PutMapping("/tasks/{task}/draft")
    AnswerForm.Draft saveDraft(@PathVariable String task, @RequestBody Text draft) {
        return form.saveDraft(task, Objects.requireNonNullElse(draft.text(), ""), draft.basedOn());
    }

    /** What the letter will put around the text: nothing is kept or sent. */
    @PostMapping("/tasks/{task}/frame")
    LetterFrame frame(@PathVariable String task, @RequestBody AnswerFrames.Writing writing) {
        return frames.around(task, writing);
    }

    @PostMapping(path = "/tasks/{task}/draft/attachments", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    RequestDetail.File attach(@PathVariable String task, @RequestPart MultipartFile file) throws IOException {
        String given = StringUtils
                .getFilename(StringUtils.cleanPath(Objects.requireNonNullElse(file.getOriginalFilename(), "")));
        String name = StringUtils.hasText(given) ? given : "file";
        form.mayAttach(task, name, file.getSize());
        return form.attach(task, new NewAttachment(name,
                Objects.requireNonNullElse(file.getContentType(), MediaType.APPLICATION_OCTET_STREAM_VALUE), null,
                file.getBytes()));
    }

    @DeleteMapping("/tasks/{task}/draft/attachments/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void detach(@PathVariable String task, @PathVariable long id) {
        form.detach(task, id);
    }

    @PostMapping("/tasks/{task}/answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void answer(@PathVariable String task, @RequestBody AnswerForm.Answer answer) {
        form.answer(task, answer);
    }

    /** The form shows the messages it is told of. */
    @ExceptionHandler
    ProblemDetail unseen(UnseenMessagesException unseen) {
        return unseen.problem();
    }

    /** @param language null searches in all languages */
    @GetMapping("/articles")
    List<FoundArticle> articles(@RequestParam String q, @RequestParam(required = false) String language) {
        access.user();
        return knowledge.search(q, language, ARTICLES).stream().map(hit -> new FoundArticle(hit.article().title(),
                knowledge.linkTo(hit.article()), hit.article().language(), hit.confident(), hit.passage())).toList();
    }

    @GetMapping("/requests/{number}/messages/{id}/raw")
    ResponseEntity<byte[]> raw(@PathVariable String number, @PathVariable long id) {
        return files.raw(readable(number), id);
    }

    @GetMapping("/requests/{number}/attachments/{id}")
    ResponseEntity<byte[]> attachment(@PathVariable String number, @PathVariable long id) {
        return files.attachment(readable(number), id);
    }

    /** A mail that could not be taken in, for whoever sees the task of handling it. */
    @GetMapping("/mails/{id}/raw")
    ResponseEntity<byte[]> unreadableMail(@PathVariable long id) {
        access.readableMail(id);
        return files.quarantined(id);
    }

    /** Takes in a mail that was ignored, as the request of its sender. */
    @PostMapping("/mails/{id}/take-in")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeIn(@PathVariable long id) {
        access.readsEverything();
        conversations.takeIn(id);
    }

    /**
     * Takes somebody out of a conversation: no more copies of answers, and what that address writes is a stranger's.
     */
    @DeleteMapping("/requests/{number}/participants")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String number, @RequestParam String address) {
        access.worker();
        conversations.remove(readable(number), address, access.user());
    }

    private RequestNumber readable(String number) {
        access.user();
        return records.readable(number);
    }
}
