package io.aftercare.conversation;

/** A kept file with its bytes. */
public record AttachmentContent(Attachment attachment, byte[] content) {
}
