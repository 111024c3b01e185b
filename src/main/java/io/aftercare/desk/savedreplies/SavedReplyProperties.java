package io.aftercare.desk.savedreplies;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Saved replies that an installation begins with.
 *
 * @param begin YAML with {@code title}, {@code keyWords}, {@code groups} and {@code texts} by language, such as
 *              {@code file:/etc/aftercare/replies.yaml}; read once in the life of the database; empty for none
 */
@ConfigurationProperties("aftercare.desk.saved-replies")
record SavedReplyProperties(@DefaultValue("") String begin) {
}
