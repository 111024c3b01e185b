package io.aftercare.mail.reading;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * HTML of a mail by allow-list: no script, form or style; remote images, which would tell the sender who reads, are
 * replaced by their description; embedded images and links stay, and a link whose words name another place than it
 * leads to says so.
 *
 * @param html         safe to show
 * @param text         the same as plain text, what is quoted marked by {@code >}
 * @param remoteImages how many were replaced
 */
record SafeHtml(String html, String text, int remoteImages) {

    private static final Safelist ALLOWED = Safelist.relaxed().addTags("hr", "s", "font", "center")
            .removeProtocols("img", "src", "http", "https").addProtocols("img", "src", "cid", "data")
            .addProtocols("a", "href", "tel").addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow");
    /** Pictures written into the HTML itself; SVG is left out since it can hold scripts and links. */
    private static final Pattern EMBEDDED =
            Pattern.compile("(?i)data:image/(?:png|gif|jpeg|jpg|webp|bmp);base64,.*", Pattern.DOTALL);
    /** A place named by words, such as "www.shop.example/offer" or "https://shop.example". */
    private static final Pattern NAMED_HOST = Pattern.compile(
            "(?i)(?<![\\w@.-])(?:https?://)?"
                    + "((?:[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,62}+\\.){1,10}+\\p{L}{2,24})(?![\\w@-])");
    private static final int LONGEST_LINK_TEXT = 500;
    /** Further links that deceive lead nowhere. */
    private static final int MOST_TARGETS_SHOWN = 500;

    static SafeHtml of(String original) {
        return of(original, Map.of());
    }

    /** @param pictures names of the embedded pictures by Content-ID, by which the text mentions them */
    static SafeHtml of(String original, Map<String, String> pictures) {
        Document document = Jsoup.parse(original);
        int remote = replaceRemoteImages(document);
        String text = HtmlText.of(document, pictures);
        Document clean = new Cleaner(ALLOWED).clean(document);
        showTargets(clean);
        clean.outputSettings().prettyPrint(false);
        return new SafeHtml(MailText.clean(clean.body().html()), text, remote);
    }

    /** Only the plain text of some HTML. */
    static String text(String original, Map<String, String> pictures) {
        Document document = Jsoup.parse(original);
        replaceRemoteImages(document);
        return HtmlText.of(document, pictures);
    }

    private static int replaceRemoteImages(Document document) {
        int remote = 0;
        for (Element image : document.select("img, input[type=image]")) {
            String source = image.attr("src").strip();
            if (source.toLowerCase(Locale.ROOT).startsWith("cid:") || EMBEDDED.matcher(source).matches()) {
                image.attr("src", source);
                continue;
            }
            boolean shown = !source.isEmpty() || image.hasAttr("srcset");
            remote += shown ? 1 : 0;
            // Images of one dot are there to count readers, not to be seen.
            boolean dot = image.attr("width").strip().matches("[01]") || image.attr("height").strip().matches("[01]");
            String description = image.attr("alt").strip();
            image.replaceWith(new TextNode(dot || !shown && description.isEmpty() ? ""
                    : description.isEmpty() ? "[image]" : "[image: " + description + "]"));
        }
        return remote;
    }

    private static void showTargets(Document clean) {
        int shown = 0;
        for (Element link : clean.select("a[href]")) {
            String target = link.attr("href");
            link.attr("title", target);
            if (namesAnotherPlace(link.text(), target)) {
                if (++shown <= MOST_TARGETS_SHOWN) {
                    link.after(new TextNode(" [leads to " + target + "]"));
                } else {
                    link.removeAttr("href").removeAttr("title");
                }
            }
        }
    }

    /** Plain text as HTML, for a mail that mixes both. */
    static String ofText(String text) {
        return "<p>" + Entities.escape(text).replace("\n", "<br>") + "</p>";
    }

    private static boolean namesAnotherPlace(String words, String target) {
        Matcher named = NAMED_HOST.matcher(words.substring(0, Math.min(words.length(), LONGEST_LINK_TEXT)));
        boolean found = named.find();
        String host = found ? host(target) : null;
        for (; found && host != null; found = named.find()) {
            String said = named.group(1).toLowerCase(Locale.ROOT);
            if (!same(said, host) && !host.endsWith("." + said)) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(String one, String other) {
        return one.replaceFirst("^www\\.", "").equals(other.replaceFirst("^www\\.", ""));
    }

    /** Where a link leads; null for one that leads to no host, such as mailto. Empty when the host cannot be told. */
    private static String host(String target) {
        if (!target.regionMatches(true, 0, "http", 0, 4) && !target.regionMatches(true, 0, "ftp", 0, 3)) {
            return null;
        }
        try {
            String host = URI.create(target).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }
}
