package io.aftercare.policy;

import io.aftercare.policy.PolicyNumbers.WaitingTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The published policy, {@code policy.md} and its translations, as a page: every rule has an anchor by its number, and
 * the placeholders are filled with the numbers of the decision tables deployed last.
 */
@Component
public class PolicyText {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Pattern RULE = Pattern.compile("(\\d+)\\. .+");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)(?: (\\w+))?}");
    private static final Map<String, String> NO_REMINDER = Map.of("en", "no reminder", "fr", "pas de rappel");

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final HtmlRenderer html = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true)
            .attributeProviderFactory(context -> anchors()).build();
    private final Map<String, String> written = Map.of("en", read("policy.md"), "fr", read("policy_fr.md"));
    private final PolicyNumbers numbers;

    PolicyText(PolicyNumbers numbers) {
        this.numbers = numbers;
    }

    /**
     * The policy in one language.
     *
     * @param html without the title, made of our own words only
     */
    public record Page(String title, String html) {
    }

    /** The anchor of a rule on each page that shows the policy. */
    static String anchor(int rule) {
        return "rule-" + rule;
    }

    /**
     * The policy with the numbers of now.
     *
     * @param language English for languages it is not written in
     * @throws IllegalStateException when a decision table does not say its number
     */
    public Page in(Locale language) {
        String code = written.containsKey(language.getLanguage()) ? language.getLanguage() : "en";
        Node document = parser.parse(filled(written.get(code), Locale.forLanguageTag(code)));
        Node title = document.getFirstChild();
        title.unlink();
        return new Page(textOf(title), html.render(document));
    }

    private String filled(String text, Locale language) {
        return PLACEHOLDER.matcher(text).replaceAll(
                placeholder -> Matcher.quoteReplacement(value(placeholder.group(1), placeholder.group(2), language)));
    }

    private String value(String number, String waitingFor, Locale language) {
        return switch (number) {
            case "supportPeriod" -> numbers.supportPeriod().inWords(language);
            case "reminder" -> reminder(numbers.waitingTime(waitingFor), language);
            case "end" -> NumberWords.days(numbers.waitingTime(waitingFor).endAfterDays(), language);
            default ->
                throw new IllegalStateException("The policy has a placeholder {" + number + "}, which nothing fills.");
        };
    }

    private static String reminder(WaitingTime time, Locale language) {
        return time.reminderAfterDays() == 0 ? NO_REMINDER.get(language.getLanguage())
                : NumberWords.days(time.reminderAfterDays(), language);
    }

    private static AttributeProvider anchors() {
        return (node, tag, attributes) -> {
            Matcher rule = RULE.matcher(node instanceof Heading ? textOf(node) : "");
            if (rule.matches()) {
                attributes.put("id", anchor(Integer.parseInt(rule.group(1))));
            }
        };
    }

    private static String textOf(Node node) {
        return node.getFirstChild() instanceof Text text ? text.getLiteral() : "";
    }

    private static String read(String file) {
        try {
            return new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
