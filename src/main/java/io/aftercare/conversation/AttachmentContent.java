package io.aftercare.conversation;

/** A kept file with its bytes. */
public record AttachmentContent(Attachment attachment, byte[] content) {

    /** The same file, to be kept with another message. */
    public NewAttachment copy() {
        return new NewAttachment(attachment.name(), attachment.mediaType(), attachment.contentId(), content);
    }
}
