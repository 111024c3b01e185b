package io.aftercare.platform.deployment;

import io.aftercare.platform.deployment.Reference.Read;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Reads an embedded HTML form: the variables that it sets, shows and fetches. */
final class HtmlFormReader {

    private static final Pattern FETCHED =
            Pattern.compile("\\b(?:fetchVariable|variableValue)\\(\\s*['\"]([\\w.-]+)['\"]");
    private static final Pattern CREATED =
            Pattern.compile("\\bcreateVariable\\(\\s*\\{[^}]*?\\bname\\s*:\\s*['\"]([\\w.-]+)['\"]");

    private HtmlFormReader() {
    }

    static void read(byte[] content, ModelFile file) {
        var html = Jsoup.parse(new String(content, StandardCharsets.UTF_8));
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

    private static void reads(ModelFile file, Element element, String what, String variable) {
        file.needs(new Read(Place.of(file.name(), element.id(), "", what, variable), variable));
    }
}
