package io.aftercare.mail.reading;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;

/**
 * A piece of what a mail says, in its place between the others.
 *
 * @param text    null when there is only HTML
 * @param html    null when there is only text
 * @param picture whether it is a picture between words: then the HTML shows it and the text names it
 */
record Segment(String text, String html, boolean picture) {

    /** Names a picture in a text, at the place where it stands. */
    static String naming(String file) {
        return "[image: " + file + "]";
    }

    static Segment picture(String file, String contentId) {
        return new Segment(naming(file),
                "<p><img src=\"cid:" + Entities.escape(contentId) + "\" alt=\"" + Entities.escape(file)
                        + "\"></p>",
                true);
    }

    /** Whether it was written as HTML. */
    boolean formatted() {
        return html != null && !picture;
    }

    /** @param pictures names of the embedded pictures by Content-ID */
    String plain(Map<String, String> pictures) {
        if (text == null || text.isBlank() && html != null) {
            return html == null ? "" : SafeHtml.text(html, pictures);
        }
        if (!text.contains("[cid:")) {
            return text;
        }
        String named = text;
        for (Map.Entry<String, String> one : pictures.entrySet()) {
            named = named.replace("[cid:" + one.getKey() + "]", naming(one.getValue()));
        }
        return named;
    }

    static String plain(List<Segment> segments, Map<String, String> pictures) {
        return segments.stream().map(segment -> segment.plain(pictures)).filter(words -> !words.isBlank())
                .collect(Collectors.joining("\n\n"));
    }

    /** Null when none of them was written as HTML. */
    static String html(List<Segment> segments) {
        return segments.stream().noneMatch(Segment::formatted) ? null
                : segments.stream()
                        .map(segment -> segment.html != null ? segment.html : SafeHtml.ofText(segment.text))
                        .collect(Collectors.joining("\n"));
    }
}
