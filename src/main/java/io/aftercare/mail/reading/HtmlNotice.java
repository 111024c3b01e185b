package io.aftercare.mail.reading;

import java.util.Locale;
import java.util.Map;

/** The text beside an HTML mail that says no more than that there is HTML, or nothing at all. */
final class HtmlNotice {

    private static final int LONGEST = 500;
    private static final int COMPARED = 40;

    private HtmlNotice() {
    }

    /**
     * Whether the text yields to the HTML: it says no word, or it speaks of HTML while the HTML does not say the same.
     *
     * @param text null yields
     * @param html null yields to nothing
     */
    static boolean is(String text, String html) {
        if (html == null || text == null || text.length() > LONGEST) {
            return false;
        }
        String notice = words(text);
        boolean speaksOfHtml = text.toLowerCase(Locale.ROOT).contains("html")
                || notice.contains("multipartmessage") || notice.contains("mimeformat");
        if (!notice.isEmpty() && !speaksOfHtml) {
            return false;
        }
        String said = words(SafeHtml.text(html, Map.of()));
        return !said.isEmpty() && (notice.isEmpty()
                || !said.contains(notice.substring(0, Math.min(notice.length(), COMPARED))));
    }

    private static String words(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("&[a-z]{2,8};|[^\\p{L}\\p{N}]+", "");
    }
}
