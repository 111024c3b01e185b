package io.aftercare.conversation;

/**
 * A kept file, without its bytes.
 *
 * @param name      file name without path
 * @param mediaType such as {@code application/pdf}
 * @param size      in bytes
 * @param sha256    lower-case hexadecimal digest of the bytes
 * @param contentId of an inline image, without angle brackets; null otherwise
 */
public record Attachment(long id, String name, String mediaType, long size, String sha256, String contentId) {
}
