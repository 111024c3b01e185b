package io.aftercare.desk.savedreplies;

import java.util.List;
import java.util.Map;

/**
 * A saved reply as somebody writes it; every part may be null or wrong until {@link ReplyCheck} has looked at it.
 *
 * @param groups ids of the groups it is for; none for all
 * @param texts  by language, ISO 639-1; blank ones are none
 */
public record ReplyEntry(String title, String keyWords, List<String> groups, Map<String, String> texts) {
}
