package io.aftercare.platform.deployment;

import io.aftercare.platform.deployment.Reference.Read;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/**
 * Reads an embedded HTML form: the variables that it sets, shows and fetches. A form may have a script of its own,
 * since it comes with the application like any page of it, but nothing from elsewhere.
 */
final class HtmlFormReader {

    private static final Pattern FETCHED =
            Pattern.compile("\\b(?:fetchVariable|variableValue)\\(\\s*['\"]([\\w.-]+)['\"]");
    private static final Pattern CREATED =
            Pattern.compile("\\bcreateVariable\\(\\s*\\{[^}]*?\\bname\\s*:\\s*['\"]([\\w.-]+)['\"]");

    /** They bring in a document or a program of their own, or change where links of the page lead. */
    private static final String FRAMES = "iframe, frame, object, embed, base, meta[http-equiv], applet";
    private static final Set<String> ADDRESSES = Set.of("src", "srcset", "href", "xlink:href", "action", "formaction",
            "data", "poster", "background", "srcdoc");
    /** With a scheme or a host. */
    private static final Pattern ELSEWHERE = Pattern.compile("([a-z][a-z0-9+.-]*:|[/\\\\]{2}).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** By browsers, in addresses. */
    private static final Pattern IGNORED = Pattern.compile("[\\s\\p{Cntrl}]+");

    private HtmlFormReader() {
    }

    static void read(byte[] content, ModelFile file) {
        var html = Jsoup.parse(new String(content, StandardCharsets.UTF_8));
        html.select(FRAMES).forEach(frame -> file.fault(place(file, frame, frame.normalName(), "")
                .finding("this is not allowed in a form; a form shows and sets variables itself")));
        html.getAllElements().forEach(element -> refuseElsewhere(file, element));
        for (Element field : html.select("[cam-variable-name]")) {
            // A field with a type makes the variable when there is none; one without shows what there is.
            if (field.hasAttr("cam-variable-type")) {
                file.sets(field.attr("cam-variable-name"));
            } else {
                reads(file, field, "cam-variable-name", field.attr("cam-variable-name"));
            }
        }
        html.select("[cam-choices]").forEach(field -> reads(file, field, "cam-choices", field.attr("cam-choices")));
        for (Element script : html.select("script")) {
            Matcher created = CREATED.matcher(script.data());
            while (created.find()) {
                file.sets(created.group(1));
            }
            Matcher fetched = FETCHED.matcher(script.data());
            while (fetched.find()) {
                reads(file, script, "script", fetched.group(1));
            }
        }
    }

    private static void refuseElsewhere(ModelFile file, Element element) {
        for (Attribute attribute : element.attributes()) {
            if (ADDRESSES.contains(attribute.getKey().toLowerCase(Locale.ROOT))
                    && ELSEWHERE.matcher(IGNORED.matcher(attribute.getValue()).replaceAll("")).matches()) {
                file.fault(place(file, element, attribute.getKey(), attribute.getValue()).finding("a form may load and "
                        + "link to nothing outside of Aftercare; use an address that begins with a single /"));
            }
        }
    }

    private static Place place(ModelFile file, Element element, String what, String text) {
        return Place.of(file.name(), element.id(), "", what, text);
    }

    private static void reads(ModelFile file, Element element, String what, String variable) {
        file.needs(new Read(place(file, element, what, variable), variable));
    }
}
