package io.aftercare.desk.pictures;

import io.aftercare.conversation.AttachmentContent;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.RequestRecords;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Pictures among the files of a conversation and of an answer that is being written. */
@Hidden
@RestController
@RequestMapping("/camunda/api/aftercare")
class PictureController {

    private static final int SMALL = 240;
    private static final int LARGE = 1600;

    private final DeskAccess access;
    private final RequestRecords records;
    private final Attachments attachments;
    private final Drafts drafts;
    private final SafePictures pictures;

    PictureController(DeskAccess access, RequestRecords records, Attachments attachments, Drafts drafts,
            SafePictures pictures) {
        this.access = access;
        this.records = records;
        this.attachments = attachments;
        this.drafts = drafts;
        this.pictures = pictures;
    }

    @GetMapping("/requests/{number}/attachments/{id}/picture")
    ResponseEntity<byte[]> attached(@PathVariable String number, @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean small) {
        access.user();
        return given(attachments.find(records.readable(number), id).map(AttachmentContent::content)
                .orElseThrow(PictureController::missing), small);
    }

    @GetMapping("/tasks/{task}/draft/attachments/{id}/picture")
    ResponseEntity<byte[]> drafted(@PathVariable String task, @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean small) {
        return given(access.findRequestOf(access.task(task)).flatMap(request -> drafts.file(request, id))
                .map(NewAttachment::content).orElseThrow(PictureController::missing), small);
    }

    private ResponseEntity<byte[]> given(byte[] file, boolean small) {
        return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline().filename("picture.png").build().toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(pictures.drawn(file, small ? SMALL : LARGE));
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such file, or none any more.");
    }
}
