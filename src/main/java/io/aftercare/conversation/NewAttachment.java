package io.aftercare.conversation;

import org.springframework.modulith.NamedInterface;

/**
 * A file to be kept with a message.
 *
 * @param name      file name without path
 * @param mediaType such as {@code application/pdf}
 * @param contentId of an inline image, without angle brackets; null otherwise
 */
@NamedInterface("kernel")
public record NewAttachment(String name, String mediaType, String contentId, byte[] content) {
}
