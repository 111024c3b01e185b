package io.aftercare.letters;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Subjects;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.letters.MailTemplates.Written;
import io.aftercare.policy.PolicyNumbers;
import io.aftercare.policy.RuleCitations;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.LazyContextVariable;

/**
 * Fills the templates under {@code letters/} in the customer's language. It has a message source of its own, which is
 * no bean, so that the web pages keep theirs.
 */
@Component
class LetterWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LetterWriter.class);
    /** A subject may come from a spammer: one that could lead anybody somewhere is not repeated. */
    private static final Pattern LEADS_SOMEWHERE =
            Pattern.compile("://|@|\\bwww\\b|[\\p{L}\\p{N}-]\\.\\p{L}{2,}|(?:\\p{Nd}[ ()./-]{0,3}){8,}",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    /** The name comes from a header anybody can write: one that could carry a message or an address is not repeated. */
    private static final Pattern PLAUSIBLE_NAME =
            Pattern.compile("[\\p{L}\\p{M}][\\p{L}\\p{M}'’ -]{0,58}[\\p{L}\\p{M}.]?");
    private static final int MOST_WORDS_OF_A_NAME = 5;
    private static final int LONGEST_SUBJECT = 200;
    private static final Pattern HEADING = Pattern.compile("(?!- |.* \\| ).*[\\p{L}\\p{N})?]");
    private static final Pattern SAFE_LINK = Pattern.compile("(?:https?://|mailto:)\\S+", Pattern.CASE_INSENSITIVE);

    private final ResourceBundleMessageSource sentences = sentences();
    private final MailTemplates templates = new MailTemplates("letters/", sentences);
    private final MailTemplates thirdParties = new MailTemplates("third-party-letters/", null);
    private final SupportAddress support;
    private final LetterProperties properties;
    private final PolicyNumbers policy;
    private final String baseUrl;

    LetterWriter(SupportAddress support, LetterProperties properties, PolicyNumbers policy,
            @Value("${aftercare.base-url}") String baseUrl) {
        this.support = support;
        this.properties = properties;
        this.policy = policy;
        this.baseUrl = baseUrl.replaceAll("/+$", "");
        if (shop() == null) {
            LOG.warn("Refusals and upgrade offers do not say where the version on sale can be bought. Set "
                    + "aftercare.letters.shop to the address of your shop.");
        }
    }

    /**
     * Both parts of a letter.
     *
     * @param purpose of the letter that the links to choose answer to: of a reminder, the one it reminds of
     * @param links   whether it goes to the customer, for whom alone the links to choose are; others are asked to reply
     */
    Written write(Request request, Purpose purpose, String template, boolean automatic, boolean links,
            Map<String, Object> model) {
        Locale language = language(request);
        var context = new Context(language);
        context.setVariables(model);
        context.setVariable("letter", template);
        context.setVariable("automatic", automatic);
        context.setVariable("language", language.getLanguage());
        context.setVariable("number", request.number().toString());
        context.setVariable("supportName", support.name());
        context.setVariable("supportPeriod", supportPeriod(language));
        context.setVariable("policy", baseUrl + "/policy?lang=" + language.getLanguage()
                + anchor(model.get("grounds") instanceof Grounds grounds ? grounds.rule() : null));
        context.setVariable("helpCentre", baseUrl + "/?lang=" + language.getLanguage());
        context.setVariable("shop", shop());
        context.setVariable("thanks", Boolean.TRUE.equals(model.get("first"))
                ? sentence(request.channel() == Channel.PHONE ? "thanks.called" : "thanks.written", language) + " "
                : "");
        context.setVariable("links", links);
        context.setVariable("solved", customerLink(request, "solved") + "?letter=" + purpose);
        context.setVariable("stillNeedHelp", customerLink(request, "still-need-help") + "?letter=" + purpose);
        context.setVariable("withdraw", customerLink(request, "withdraw"));
        context.setVariable("learning", customerLink(request, "learning"));
        String body = (String) model.get("body");
        LetterFrame frame = frame(request, body != null, (String) model.get("authorName"), body);
        context.setVariable("greeting", frame.greeting());
        context.setVariable("signature", frame.signature());
        if (body != null) {
            context.setVariable("body", AnswerText.toPlain(body));
            context.setVariable("bodyHtml", html(body));
        }
        insert(context, "notes", model, request);
        insert(context, "remark", model, request);
        if (model.get("grounds") instanceof Grounds grounds) {
            context.setVariable("facts", facts(grounds, language));
            context.setVariable("supportUntil", written(grounds.supportUntil(), language));
        }
        if (model.get("others") instanceof List<?> others) {
            context.setVariable("others",
                    others.stream().map(OwnedProduct.class::cast).map(each -> owned(each, language)).toList());
        }
        if (model.get("articles") instanceof List<?> articles) {
            context.setVariable("articles", articles.stream().map(OfferedArticle.class::cast)
                    .map(article -> shown(article, language)).toList());
        }
        if (model.get("until") instanceof LocalDate until) {
            context.setVariable("until", WrittenDate.of(until, language));
        }
        return templates.write(context);
    }

    /** @param authorName null signs with the support's name alone */
    Written toThirdParty(String authorName, String body) {
        OwnFrame own = OwnFrame.of(body, null, authorName, support.name());
        var context = new Context(Locale.ENGLISH);
        context.setVariable("supportName", support.name());
        context.setVariable("body", AnswerText.toPlain(body));
        context.setVariable("bodyHtml", html(body));
        context.setVariable("signature", Stream.of(authorName, support.name())
                .filter(name -> name != null && !own.signedBy(name)).toList());
        return thirdParties.write(context);
    }

    /** A person's words within a letter that greets and closes itself, hence without greeting and signature. */
    private void insert(Context context, String name, Map<String, Object> model, Request request) {
        if (model.get(name) instanceof String text) {
            String inserted = OwnFrame.of(text, request.customerName(), support.name()).body();
            context.setVariable(name, inserted.isEmpty() ? null : AnswerText.toPlain(inserted));
            context.setVariable(name + "Html", html(inserted));
        }
    }

    /** @param body the whole letter of an agent; null for a letter that greets and closes itself */
    LetterFrame frame(Request request, boolean answered, String authorName, String body) {
        Locale language = language(request);
        OwnFrame own = body == null ? new OwnFrame(false, "", List.of())
                : OwnFrame.of(body, request.customerName(), authorName, support.name());
        var signature = new ArrayList<String>();
        if (!answered) {
            signature.add(sentence("closing", language));
        } else if (authorName != null && !own.signedBy(authorName)) {
            signature.add(authorName);
        }
        if (!own.signedBy(support.name())) {
            signature.add(support.name());
        }
        return new LetterFrame(own.greets() ? null : greeting(request, language), List.copyOf(signature));
    }

    /** Links in the colour that all links of a letter have, quotations with a bar at their side. */
    private static String html(String text) {
        return AnswerText.toHtml(text).replace("<a href=", "<a style=\"color:#125a5f;\" href=").replace("<blockquote>",
                "<blockquote style=\"margin:0 0 16px 0;padding:2px 0 2px 14px;border-left:4px solid #dedad1;"
                        + "color:#4a5560;\">");
    }

    private String shop() {
        return properties.shop() == null || properties.shop().isBlank() ? null : link(properties.shop());
    }

    /** Looked up by the letters that name it only: the others are not held up by a table that cannot be read. */
    private LazyContextVariable<String> supportPeriod(Locale language) {
        return new LazyContextVariable<>() {
            @Override
            protected String loadValue() {
                return policy.supportPeriod().inWords(language);
            }
        };
    }

    /** Of the first rule that a sentence cites; empty when it cites none. */
    private static String anchor(String sentence) {
        return RuleCitations.parts(sentence).stream().filter(part -> part.rule() != null).findFirst()
                .map(part -> "#" + part.anchor()).orElse("");
    }

    /**
     * The one subject of all letters of a request, which holds them together in the customer's mail program: the
     * customer's, once marked as a reply and once with the number, however often it went to and fro.
     */
    String subject(Request request) {
        String subject = Subjects.bare(request.subject());
        if (subject.isEmpty() || LEADS_SOMEWHERE.matcher(subject).find()) {
            subject = sentence("subject.none", language(request));
        } else if (subject.codePointCount(0, subject.length()) > LONGEST_SUBJECT) {
            subject = subject.substring(0, subject.offsetByCodePoints(0, LONGEST_SUBJECT)).strip() + "…";
        }
        return "Re: " + subject + " [" + request.number() + "]";
    }

    /**
     * A link as it may stand in a mail; what begins with a slash is a page of our help centre.
     *
     * @throws IllegalArgumentException when it is neither http, https nor mailto
     */
    String link(String link) {
        String absolute = link != null && link.startsWith("/") && !link.startsWith("//") ? baseUrl + link : link;
        if (absolute == null || !SAFE_LINK.matcher(absolute).matches()) {
            throw new IllegalArgumentException(
                    "\"" + link + "\" cannot be mailed as a link: it must begin with https://, http:// or mailto:.");
        }
        return absolute;
    }

    /**
     * An article as a letter shows it.
     *
     * @param remark  which language it is in; null when it is the letter's
     * @param heading what the passage stands under; null when the passage has none
     * @param lines   of the passage; empty when there is none
     */
    record ShownArticle(String title, String url, String language, String remark, String heading, List<String> lines) {
    }

    private ShownArticle shown(OfferedArticle article, Locale language) {
        List<String> lines = article.passage() == null ? List.of()
                : article.passage().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        // A heading is followed by something and, unlike a sentence, a step or a row of a table, ends with a word.
        boolean headed = lines.size() > 1 && HEADING.matcher(lines.get(0)).matches();
        boolean foreign = article.language() != null && !article.language().equals(language.getLanguage());
        return new ShownArticle(article.title(), link(article.url()), article.language(), !foreign ? null
                : sentence("article.language", language,
                        Locale.forLanguageTag(article.language()).getDisplayLanguage(language)),
                headed ? lines.get(0) : null, headed ? lines.subList(1, lines.size()) : lines);
    }

    /** A line in the letter's table of facts. */
    record Fact(String label, String value) {
    }

    private List<Fact> facts(Grounds grounds, Locale language) {
        var facts = new ArrayList<Fact>();
        add(facts, "fact.product", grounds.product(), language);
        add(facts, "fact.licence", masked(grounds.licenceKey()), language);
        add(facts, "fact.version", grounds.version(), language);
        add(facts, "fact.version-named", grounds.versionNamed(), language);
        add(facts, "fact.version-on-sale", grounds.versionOnSale(), language);
        add(facts, "fact.purchased-on", written(grounds.purchasedOn(), language), language);
        add(facts, "fact.support-until", written(grounds.supportUntil(), language), language);
        grounds.others().forEach(each -> add(facts, "fact.found", owned(each, language), language));
        return facts;
    }

    private String owned(OwnedProduct owned, Locale language) {
        return sentence("owned", language, owned.product(), owned.version(), written(owned.purchasedOn(), language));
    }

    private void add(List<Fact> facts, String label, String value, Locale language) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(sentence(label, language), value));
        }
    }

    private static String written(LocalDate day, Locale language) {
        return day == null ? null : WrittenDate.of(day, language);
    }

    private static String masked(String licenceKey) {
        return licenceKey == null || licenceKey.length() <= 4 ? null
                : "…" + licenceKey.substring(licenceKey.length() - 4);
    }

    private String greeting(Request request, Locale language) {
        String name = request.customerName() == null ? "" : request.customerName().strip().replaceAll("\\s+", " ");
        return PLAUSIBLE_NAME.matcher(name).matches() && name.split(" ").length <= MOST_WORDS_OF_A_NAME
                ? sentence("greeting.named", language, name)
                : sentence("greeting", language);
    }

    private String customerLink(Request request, String choice) {
        return baseUrl + "/requests/" + request.token() + "/" + choice;
    }

    private String sentence(String key, Locale language, Object... arguments) {
        Object[] written = java.util.Arrays.stream(arguments).map(String::valueOf).toArray();
        return sentences.getMessage(key, written, language);
    }

    private static Locale language(Request request) {
        return "fr".equals(request.language()) ? Locale.FRENCH : Locale.ENGLISH;
    }

    private static ResourceBundleMessageSource sentences() {
        var source = new ResourceBundleMessageSource();
        source.setBasename("letters/letters");
        source.setDefaultEncoding("UTF-8");
        source.setDefaultLocale(Locale.ENGLISH);
        return source;
    }
}
