package io.aftercare.knowledge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.Selector;

/** Tells what belongs to the web site around an article, and what nobody sees, from the article. */
final class SiteFurniture {

    private static final Map<String, String> BY_TAG = Map.of("script", "script", "style", "style sheet", "noscript",
            "", "template", "template", "canvas", "drawing", "datalist", "", "source", "", "track", "", "map", "",
            "menu", "");
    private static final Map<String, String> BY_CLASS = Map.ofEntries(Map.entry("navigation", "navigation"),
            Map.entry("breadcrumb", "navigation"), Map.entry("breadcrumbs", "navigation"),
            Map.entry("toc", "table of contents"), Map.entry("toc_container", "table of contents"),
            Map.entry("ez-toc-container", "table of contents"), Map.entry("table-of-contents", "table of contents"),
            Map.entry("wp-block-table-of-contents", "table of contents"),
            Map.entry("sharedaddy", "share links"), Map.entry("share-links", "share links"),
            Map.entry("share-buttons", "share links"), Map.entry("social-share", "share links"),
            Map.entry("addtoany_share_save_container", "share links"),
            Map.entry("jp-relatedposts", "related articles"), Map.entry("related-articles", "related articles"),
            Map.entry("related-posts", "related articles"), Map.entry("recent-articles", "related articles"),
            Map.entry("article-relatives", "related articles"), Map.entry("article-votes", "votes"),
            Map.entry("article-vote", "votes"), Map.entry("article-attachments", "attachments"),
            Map.entry("screen-reader-text", ""), Map.entry("sr-only", ""), Map.entry("visually-hidden", ""),
            Map.entry("visuallyhidden", ""), Map.entry("katex-mathml", ""), Map.entry("avatar", "picture of a person"),
            Map.entry("gutter", ""), Map.entry("lineno", ""), Map.entry("linenos", ""), Map.entry("blob-num", ""),
            Map.entry("hljs-ln-numbers", ""), Map.entry("line-numbers-rows", ""), Map.entry("crayon-nums", ""),
            Map.entry("cookie-notice", "cookie notice"), Map.entry("edit-link", ""), Map.entry("post-edit-link", ""));
    private static final Set<String> ASIDE_FURNITURE =
            Set.of("sidebar", "related", "share", "social",
                    "newsletter", "subscribe", "ad", "ads", "advert", "advertisement", "sponsor", "sponsored", "promo",
                    "banner",
                    "cookie", "author", "bio", "comments", "navigation", "nav", "menu", "toc", "breadcrumbs", "recent");
    private static final Set<String> FORM_FURNITURE = Set.of("search", "searchform", "comment", "commentform",
            "comments",
            "newsletter", "subscribe", "subscription", "mailchimp", "mc4wp", "login", "loginform", "vote", "votes",
            "rating", "feedback", "optin");
    private static final Set<String> BUTTON_FURNITURE = Set.of("copy", "clipboard", "copybutton", "copybtn", "share",
            "close", "dismiss", "play", "prev", "previous", "next", "menu", "hamburger", "scroll", "fullscreen", "zoom",
            "lightbox", "print");
    private static final Set<String> FOLDS = Set.of("accordion", "accordions", "toggle", "toggles", "faq", "faqs",
            "collapse", "collapsible", "collapsed", "spoiler", "spoilers", "expand", "expander", "expandable",
            "expandcontrol",
            "tab", "tabs", "tabpanel", "fold", "foldable", "disclosure", "panel", "panels", "reveal", "qa", "details");
    private static final Set<String> NAMES_OF_QUESTIONS = Set.of("title", "titles", "heading", "header", "head",
            "question", "trigger", "toggle", "button", "btn", "label", "summary", "control");
    private static final Set<String> NOT_QUESTIONS =
            Set.of("content", "body", "panel", "answer", "icon", "wrap", "list",
                    "container", "group", "nav");
    private static final Set<String> MAY_ASK = Set.of("button", "div", "span", "a", "label", "strong");
    private static final Set<String> BLOCKS = Set.of("div", "p", "section", "article", "ul", "ol", "table", "dl", "pre",
            "figure", "blockquote", "dd", "li", "details", "aside");
    private static final Pattern WORDS_OF_A_NAME = Pattern.compile("[\\s_-]+|(?<=[a-z])(?=[A-Z])");
    private static final Evaluator OUTSIDE = Selector.evaluatorOf("main, [role=main]");
    private static final Evaluator TABS = Selector.evaluatorOf("[role=tab], [role=tabpanel]");
    private static final int LONGEST_NAMES = 500;
    private static final int NEAR = 4;

    private final Element main;
    private final Set<String> controlled = new HashSet<>();
    private final Map<String, Element> labelled = new HashMap<>();

    SiteFurniture(Element body) {
        this.main = body.selectFirst(OUTSIDE);
        for (Element element : body.getAllElements()) {
            if (element.attributesSize() > 0) {
                for (String name : new String[] {"aria-controls", "data-target", "data-bs-target", "popovertarget",
                        "commandfor", "data-toggle-target", "data-tab"}) {
                    String id = element.attr(name).strip();
                    if (!id.isEmpty()) {
                        controlled.add(id.startsWith("#") ? id.substring(1) : id);
                    }
                }
                if (element.attr("href").startsWith("#")) {
                    controlled.add(element.attr("href").substring(1));
                }
                String by = element.attr("aria-labelledby").strip();
                if (!by.isEmpty()) {
                    labelled.putIfAbsent(by, element);
                }
            }
        }
    }

    /** What is labelled by the element of this id; null when nothing is. */
    Element labelledBy(String id) {
        return labelled.get(id);
    }

    /** What it is called in a report; empty for what no reader sees, null when it belongs to the article. */
    String leftOut(Element element) {
        String name = element.normalName();
        String byTag = BY_TAG.get(name);
        if (byTag != null) {
            return byTag;
        }
        if (element.attributesSize() > 0) {
            for (String each : names(element)) {
                String byClass = BY_CLASS.get(each.toLowerCase(Locale.ROOT));
                if (byClass != null) {
                    return byClass;
                }
            }
            String role = element.attr("role").toLowerCase(Locale.ROOT);
            switch (role) {
                case "navigation", "menubar", "menu" -> {
                    return has(element, TABS) ? null : "navigation";
                }
                case "search" -> {
                    return "form";
                }
                case "banner", "contentinfo" -> {
                    return "header or footer of the site";
                }
                default -> {
                }
            }
        }
        String byKind = switch (name) {
            case "nav" -> has(element, TABS) ? null : "navigation";
            case "header", "footer" -> outsideMain(element) || of(element, Set.of("masthead", "site"))
                    ? "header or footer of the site"
                    : null;
            case "aside" ->
                outsideMain(element) || of(element, ASIDE_FURNITURE) || isWidget(element) ? "side bar" : null;
            case "form" -> outsideMain(element) || of(element, FORM_FURNITURE) ? "form" : null;
            case "button" -> of(element, BUTTON_FURNITURE) || element.hasAttr("data-dismiss")
                    || element.hasAttr("data-bs-dismiss") || !saysSomething(element) ? "" : null;
            case "a" ->
                element.attr("href").startsWith("#") && !saysSomething(element) && !hasPicture(element) ? "" : null;
            default -> null;
        };
        return byKind != null ? byKind : hidden(element);
    }

    private String hidden(Element element) {
        boolean opened = element.hasAttr("hidden") || element.normalName().equals("dialog") && !element.hasAttr("open")
                || element.hasAttr("popover");
        if (opened) {
            return element.attr("hidden").equalsIgnoreCase("until-found") || openedBySomething(element) ? null
                    : "hidden part";
        }
        if (element.attr("aria-hidden").equals("true")) {
            // Icons, and signs that only adorn; who reads with their eyes sees what is hidden from a screen reader.
            return BLOCKS.contains(element.normalName()) && (saysSomething(element) || hasPicture(element)) ? null : "";
        }
        return null;
    }

    private boolean openedBySomething(Element element) {
        if (isPanel(element) || !element.id().isEmpty() && controlled.contains(element.id())
                || element.hasAttr("aria-labelledby")) {
            return true;
        }
        Element around = element.parent();
        for (int depth = 0; around != null && depth < NEAR; depth++) {
            if (of(around, FOLDS)) {
                return true;
            }
            around = around.parent();
        }
        Element before = element.previousElementSibling();
        return before != null && (before.normalName().matches("h[1-6]|button|summary|label|dt") || opens(before)
                || before.selectFirst("button, summary, [aria-expanded], [role=button]") != null
                        && before.selectFirst("p, pre, ul, ol, table") == null);
    }

    /** Whether it folds open, or is shown by a tab. */
    static boolean isPanel(Element element) {
        String role = element.attr("role");
        return role.equals("tabpanel") || role.equals("region") || of(element, FOLDS);
    }

    /** Whether it says that it opens something. */
    static boolean opens(Element element) {
        String toggles = element.attr("data-toggle") + element.attr("data-bs-toggle");
        return element.attributesSize() > 0 && MAY_ASK.contains(element.normalName())
                && (element.hasAttr("aria-expanded") || element.attr("role").equals("tab")
                        || toggles.matches("collapse|tab|pill")
                        || element.hasAttr("aria-controls") && element.attr("role").equals("button")
                        || element.hasAttr("aria-controls") && element.normalName().equals("button"));
    }

    /** Whether its class says that it is the heading of something that folds open, such as {@code faq-question}. */
    static boolean isNamedAsQuestion(Element element) {
        if (!MAY_ASK.contains(element.normalName()) || !element.hasAttr("class")) {
            return false;
        }
        for (String each : classNames(element)) {
            Set<String> words = words(each);
            if (words.stream().anyMatch(FOLDS::contains) && words.stream().anyMatch(NAMES_OF_QUESTIONS::contains)
                    && words.stream().noneMatch(NOT_QUESTIONS::contains) && words.size() > 1) {
                return true;
            }
        }
        return false;
    }

    private boolean outsideMain(Element element) {
        return main != null && main != element && element.closest(OUTSIDE) == null && !isWithin(main, element);
    }

    private static boolean isWithin(Element inner, Element outer) {
        Element around = inner;
        while (around != null && around != outer) {
            around = around.parent();
        }
        return around != null;
    }

    private static boolean saysSomething(Element element) {
        return characters(element, 1) > 0;
    }

    /** How many letters and digits it has; looked at no further than to so many. */
    static int characters(Element element, int most) {
        var count = new int[1];
        element.filter((NodeFilter) (node, depth) -> {
            if (node instanceof TextNode text) {
                count[0] +=
                        (int) text.getWholeText().codePoints().filter(Character::isLetterOrDigit).limit(most).count();
            }
            return count[0] >= most ? NodeFilter.FilterResult.STOP : NodeFilter.FilterResult.CONTINUE;
        });
        return count[0];
    }

    private static boolean hasPicture(Element element) {
        return element.selectFirst("img[alt]") != null;
    }

    private static boolean has(Element element, Evaluator wanted) {
        return element.selectFirst(wanted) != null;
    }

    /** Whether one of the words of its class or id is one of these. */
    private static boolean of(Element element, Set<String> wanted) {
        for (String each : names(element)) {
            if (words(each).stream().anyMatch(wanted::contains)) {
                return true;
            }
        }
        return false;
    }

    /**
     * As WordPress names what stands in a side bar; page builders call parts of a page so, too, with their name before.
     */
    private static boolean isWidget(Element element) {
        return Arrays.stream(names(element)).anyMatch(name -> name.matches("widgets?(?:[_-].*)?"));
    }

    private static String[] names(Element element) {
        String names = element.className() + " " + element.id();
        return names.length() > LONGEST_NAMES || names.isBlank() ? new String[0] : names.strip().split("\\s+");
    }

    private static String[] classNames(Element element) {
        return element.className().length() > LONGEST_NAMES ? new String[0] : element.className().split("\\s+");
    }

    private static Set<String> words(String name) {
        var words = new HashSet<String>();
        Arrays.stream(WORDS_OF_A_NAME.split(name)).map(word -> word.toLowerCase(Locale.ROOT)).forEach(words::add);
        return words;
    }
}
