package io.aftercare.letters;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.TextNode;

/**
 * The links in our letters by which a customer decides: solved, still in need of help, withdrawn. Who follows one
 * decides in the customer's name, so nobody else is to get them; so it is with the one to say that nothing is to be
 * learned.
 */
public final class CustomerLinks {

    /** Also as mail programs rewrite an address to have it checked first. */
    private static final Pattern LINK =
            Pattern.compile("https?:[^\\s<>\"']{0,2000}?(?:/|%2F)requests(?:/|%2F)[\\w-]+(?:/|%2F)"
                    + "(?:solved|still-need-help|withdraw|learning)(?![\\w-])[^\\s<>\"']*", Pattern.CASE_INSENSITIVE);

    private static final String REMARK = "[a link for the customer]";

    private CustomerLinks() {
    }

    /** The text with a remark in place of each such link. */
    public static String removedFrom(String text) {
        return LINK.matcher(text).replaceAll(REMARK);
    }

    /** The page with a remark in place of each such link, whatever it is that bears it. */
    public static String removedFromHtml(String html) {
        Document page = Jsoup.parse(html);
        page.outputSettings().prettyPrint(false);
        page.select("[href], [src], [action]").stream()
                .filter(element -> element.attributes().asList().stream()
                        .anyMatch(attribute -> LINK.matcher(attribute.getValue()).find()))
                .forEach(element -> element.replaceWith(new TextNode(REMARK)));
        return removedFrom(page.outerHtml());
    }

    /** Whether an address, all of it, is such a link. */
    public static boolean isOne(String address) {
        return LINK.matcher(address).matches();
    }
}
