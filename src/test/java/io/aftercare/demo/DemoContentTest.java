package io.aftercare.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The articles, products, licences and training examples hold together. */
class DemoContentTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path ARTICLES = RESOURCES.resolve("demo/articles");

    private final List<Article> articles = articles();

    @Test
    void everyArticleSaysWhatItIs() {
        assertThat(articles).hasSizeGreaterThanOrEqualTo(40).allSatisfy(article -> {
            assertThat(article.id()).isEqualTo(article.folder() + "-" + article.slug());
            assertThat(article.language()).isEqualTo(article.folder());
            assertThat(article.title()).isNotBlank();
            assertThat(article.section()).isIn("use", "technical", "commercial", "third-party");
            assertThat(LocalDate.parse(article.modified()).getYear()).isEqualTo(2026);
        });
        assertThat(articles).extracting(Article::id).doesNotHaveDuplicates();
        assertThat(articles).extracting(article -> article.language() + article.title()).doesNotHaveDuplicates();
    }

    @Test
    void bothLanguagesAreServedInEverySection() {
        assertThat(slugs("en")).hasSizeGreaterThanOrEqualTo(26);
        assertThat(slugs("fr")).hasSizeGreaterThanOrEqualTo(24);
        assertThat(articles.stream()
                .collect(groupingBy(article -> article.language() + " " + article.section(), counting())))
                .hasSize(8).allSatisfy((section, count) -> assertThat(count).as(section).isGreaterThanOrEqualTo(3));
    }

    /** Asterisks, backticks and pipes left in the page are Markdown that was not understood. */
    @Test
    void articlesAreCompleteAndShownWithoutMarkup() {
        assertThat(articles).allSatisfy(article -> {
            String shown = article.html().replaceAll("<code>[^<]*</code>", "").replaceAll("<[^>]+>", " ");
            assertThat(shown).as(article.id()).doesNotContain("*", "`", "|", "](", "##");
            assertThat(shown.strip().split("\\s+").length).as("words of " + article.id()).isBetween(150, 400);
            assertThat(article.html()).as(article.id()).contains("<h2>").containsAnyOf("<ol>", "<ul>", "<h2>1.");
        });
    }

    @Test
    void eachProductHasOneVersionOnSale() throws IOException {
        List<CSVRecord> products = rows(RESOURCES.resolve("demo/products.csv"),
                "product", "name", "aliases", "version", "released", "on_sale");

        assertThat(products).allSatisfy(product -> {
            assertThat(product.get("name")).isNotBlank();
            assertThat(product.get("on_sale")).isIn("true", "false");
            assertThat(LocalDate.parse(product.get("released"))).isBefore("2026-11-01");
        });
        assertThat(products.stream().filter(product -> product.get("on_sale").equals("true")))
                .extracting(product -> product.get("product"))
                .containsExactlyInAnyOrder("lindenbaum", "lindenbaum-mobile", "lindenbaum-online");
        assertThat(products).extracting(product -> product.get("product") + product.get("version"))
                .doesNotHaveDuplicates();
        assertThat(products.stream().collect(groupingBy(product -> product.get("product"))).values())
                .allSatisfy(versions -> assertThat(versions)
                        .extracting(version -> version.get("name") + version.get("aliases")).containsOnly(
                                versions.get(0).get("name") + versions.get(0).get("aliases")));
    }

    @Test
    void licencesAreForProductsThatExist() throws IOException {
        Set<String> versions = new TreeSet<>();
        rows(RESOURCES.resolve("demo/products.csv"), "product", "name", "aliases", "version", "released", "on_sale")
                .forEach(product -> versions.add(product.get("product") + " " + product.get("version")));

        List<CSVRecord> licences = licences();

        assertThat(licences).hasSizeGreaterThanOrEqualTo(14).allSatisfy(licence -> {
            // Neither O nor I, as the article about lost keys promises.
            assertThat(licence.get("licence_key")).matches("L[BMW]\\d\\d(-[0-9A-HJ-NP-Z]{4}){3}");
            assertThat(licence.get("order_number")).matches("LS-\\d{4}-\\d{6}");
            assertThat(licence.get("email")).matches("[a-z.]+@customers\\.example");
            assertThat(licence.get("name")).isNotBlank();
            assertThat(licence.get("language")).isIn("en", "fr");
            assertThat(licence.get("edition")).isNotBlank();
            assertThat(versions).contains(licence.get("product") + " " + licence.get("version"));
        });
        assertThat(licences).extracting(licence -> licence.get("licence_key")).doesNotHaveDuplicates();
    }

    /** On any day, also just after a leap day, there is somebody for every branch. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22", "2027-01-01", "2028-03-01"})
    void licencesCoverEveryBranch(LocalDate today) throws IOException {
        List<CSVRecord> licences = licences();

        assertThat(licences).as("last day")
                .anySatisfy(licence -> assertThat(purchasedOn(licence, today)).isEqualTo(today.minusYears(2)));
        assertThat(licences).as("one day too late").anySatisfy(
                licence -> assertThat(purchasedOn(licence, today)).isEqualTo(today.minusYears(2).minusDays(1)));
        for (String language : List.of("en", "fr")) {
            assertThat(licences).as("entitled, version on sale, " + language).anySatisfy(licence -> {
                assertThat(licence.get("language")).isEqualTo(language);
                assertThat(licence.get("version")).isEqualTo("2026");
                assertThat(purchasedOn(licence, today)).isAfter(today.minusYears(2));
            });
            assertThat(licences).as("entitled, version before, " + language).anySatisfy(licence -> {
                assertThat(licence.get("language")).isEqualTo(language);
                assertThat(licence.get("version")).isEqualTo("2025");
                assertThat(purchasedOn(licence, today)).isAfter(today.minusYears(2));
            });
            assertThat(licences).as("expired, " + language).anySatisfy(licence -> {
                assertThat(licence.get("language")).isEqualTo(language);
                assertThat(purchasedOn(licence, today)).isBefore(today.minusYears(2));
            });
        }
        assertThat(licences.stream().collect(groupingBy(licence -> licence.get("email"))).values())
                .as("one expired and one valid licence").anySatisfy(owned -> {
                    assertThat(owned).anySatisfy(
                            licence -> assertThat(purchasedOn(licence, today)).isBefore(today.minusYears(2)));
                    assertThat(owned).anySatisfy(
                            licence -> assertThat(purchasedOn(licence, today)).isAfter(today.minusYears(2)));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void everyKindHasEnoughExamples(String language) throws IOException {
        List<CSVRecord> examples = rows(RESOURCES.resolve("triage/examples-" + language + ".csv"), "kind", "text");

        Map<Kind, Long> kinds = examples.stream()
                .collect(groupingBy(example -> Kind.valueOf(example.get("kind")), counting()));
        assertThat(kinds.keySet()).containsExactlyInAnyOrder(Kind.values());
        assertThat(kinds.values()).allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(70));
        assertThat(examples).extracting(example -> example.get("text")).doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).isNotBlank());
    }

    private static final Pattern SUBTRACTION = Pattern.compile("-(\\d+[ymd])");

    private static LocalDate purchasedOn(CSVRecord licence, LocalDate today) {
        String written = licence.get("purchased_on");
        if (!written.startsWith("today")) {
            return LocalDate.parse(written);
        }
        assertThat(written).matches("today(-\\d+[ymd])*");
        return SUBTRACTION.matcher(written).results().map(part -> Period.parse("P" + part.group(1)))
                .reduce(today, LocalDate::minus, (first, second) -> second);
    }

    private static List<CSVRecord> licences() throws IOException {
        return rows(RESOURCES.resolve("demo/licences.csv"), "licence_key", "order_number", "email", "name", "language",
                "product", "edition", "version", "purchased_on");
    }

    private static List<CSVRecord> rows(Path file, String... header) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = CSVParser.parse(file, UTF_8, format)) {
            assertThat(parser.getHeaderNames()).containsExactly(header);
            List<CSVRecord> rows = parser.getRecords();
            assertThat(rows).as(file.toString()).isNotEmpty()
                    .allSatisfy(row -> assertThat(row.isConsistent()).isTrue());
            return rows;
        }
    }

    private List<String> slugs(String language) {
        return articles.stream().filter(article -> article.language().equals(language)).map(Article::slug).toList();
    }

    private static List<Article> articles() {
        try (Stream<Path> files = Files.walk(ARTICLES)) {
            List<Article> articles = new ArrayList<>();
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(file -> articles.add(article(file)));
            return articles;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Article article(Path file) {
        try {
            Node document = Parser.builder().extensions(List.of(YamlFrontMatterExtension.create())).build()
                    .parse(Files.readString(file));
            var frontMatter = new YamlFrontMatterVisitor();
            document.accept(frontMatter);
            Map<String, String> facts = frontMatter.getData().entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, fact -> String.join("", fact.getValue())));
            assertThat(facts).as(file.toString()).containsOnlyKeys("id", "title", "language", "section", "modified");
            return new Article(file.getParent().getFileName().toString(),
                    file.getFileName().toString().replace(".md", ""),
                    facts.get("id"), facts.get("title"), facts.get("language"), facts.get("section"),
                    facts.get("modified"), HtmlRenderer.builder().build().render(document));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private record Article(String folder, String slug, String id, String title, String language, String section,
            String modified, String html) {
    }
}
