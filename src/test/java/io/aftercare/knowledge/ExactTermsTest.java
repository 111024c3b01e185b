package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The article that has a code comes first, however it is asked for; a code that none has is answered by none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExactTermsTest {

    private static final String MERGE = "Merge duplicates?\nHow do I merge duplicate people in my tree?\n";

    private KnowledgeBase words;
    private KnowledgeBase meaning;

    @BeforeAll
    void importArticles(@TempDir Path alone, @TempDir Path both) throws IOException {
        words = knowledge(KnowledgeFixture.onH2(), alone);
        meaning = knowledge(KnowledgeFixture.byEmbedding(), both);
    }

    private static KnowledgeBase knowledge(KnowledgeFixture fixture, Path data) throws IOException {
        KnowledgeFixture.Node node = fixture.node(data);
        node.imports().importMarkdown(Questions.articles(), Questions.SOURCE, null, true);
        node.imports().importJson(Files.readAllBytes(Questions.resource("codes/error-code-in-body.json")), "kb", null,
                "en", false);
        node.imports().importMarkdown(
                Map.of("table.md",
                        markdown("Messages of the mobile app",
                                """
                | Message | What to do |
                |---|---|
                | E_FAIL | Start the telephone anew. |
                | KB-77-B | Install the app anew. |

                When nothing else helps, send us the file sync-trace.log, or `mobsync.dll` from the folder of the app.
                Since version 7.2.9 the app says "no tree was found on this device" when the account is another."""),
                        "slots.md",
                        markdown("Extra memory", "Memory of the type RX 5500 does not fit; ask for a WZ-9001.")),
                "guide", "en", false);
        node.imports().importMarkdown(Map.of("reparation.md", markdown("Réparer la base", """
                Le fichier journal contient la ligne FR-2207. La réparation affiche l’erreur 3417 quand le disque est
                plein ; fermez alors le programme et libérez de la place.""")), "guide", "fr", false);
        node.vectors().await(300);
        return node.knowledge();
    }

    private static byte[] markdown(String title, String text) {
        return ("# " + title + "\n\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // as it stands there, alone and in a sentence
            "en | 0x80070643 | Start the Windows Installer service",
            "en | Hello, I get error 0x80070643 when I install Lindenbaum 2026. What can I do?"
                    + " | Start the Windows Installer service",
            "en | LB-4711 | Photos stay grey on old graphics cards", "en | 1603 | Setup rolls back",
            "en | My log says LB-4711 and the program does not start any more, why?"
                    + " | Photos stay grey on old graphics cards",
            "en | The installation ends with error 1603, is it my antivirus? | Setup rolls back",
            "en | E_FAIL | Messages of the mobile app", "en | sync-trace.log | Messages of the mobile app",
            "en | there is an mobsync.dll missing when I start the program | Messages of the mobile app",
            "en | what is KB-77-B | Messages of the mobile app", "en | WZ-9001 | Extra memory",
            "fr | FR-2207 | Réparer la base",
            "fr | Bonjour, l’impression de mon arbre donne l'erreur 3417, que faire ? | Réparer la base",
            // written differently
            "en | 0X80070643 | Start the Windows Installer service",
            "en | error code: 80070643 | Start the Windows Installer service",
            "en | \"0x80070643\"! | Start the Windows Installer service",
            "en | ０ｘ８００７０６４３ | Start the Windows Installer service",
            "en | LB 4711 | Photos stay grey on old graphics cards",
            "en | LB4711. | Photos stay grey on old graphics cards",
            "en | what does lb 4711 mean? | Photos stay grey on old graphics cards",
            "en | (lb_4711) | Photos stay grey on old graphics cards",
            "en | LB‑4711 | Photos stay grey on old graphics cards",
            "en | Error: 1603! | Setup rolls back", "en | ERROR #1603 | Setup rolls back",
            "en | Fehler 1603 | Setup rolls back", "en | code 1603? | Setup rolls back",
            "en | C:\\Users\\me\\Sync-Trace.LOG | Messages of the mobile app",
            "en | Is RX-5500 fit for it? | Extra memory", "fr | erreur n° 3417 | Réparer la base",
            "fr | fr 2207 | Réparer la base",
            // quoted, and a version
            "en | I open the backup and see “No tree was found on this device”. | Messages of the mobile app",
            "en | 7.2.9 | Messages of the mobile app"})
    void theArticleThatHasItComesFirst(String language, String question, String title) {
        assertThat(List.of(words, meaning)).allSatisfy(knowledge -> assertThat(knowledge
                .search(question, language, 3).get(0).article().title()).isEqualTo(title));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "en | Error 0x80070641 when I install Lindenbaum 2026. What can I do? | antivirus",
            "en | How do I merge duplicate people? It says LB-4712. | merge",
            "en | How can I merge duplicate people? I get error 1604 | merge",
            "en | How do I merge duplicate people? kernel39.dll | merge",
            "en | How do I merge duplicate people in my tree? The message is E_MERGE_FAILED. | merge",
            "fr | Comment fusionner les doublons ? J'ai l'erreur 3418 | fusion",
            "en | 0x8007FFFF | -", "en | 4713 | -", "en | LB-4171 | -", "en | E_FAIR | -"})
    void aCodeThatNoArticleHasIsAnsweredByNone(String language, String question, String about) {
        assertThat(List.of(words, meaning)).allSatisfy(knowledge -> {
            assertThat(knowledge.search(question, language, 5)).noneMatch(Hit::confident);
            assertThat(knowledge.answers(question, language)).isEmpty();
        });
    }

    /** Customers name the machine that they sit at, as they name themselves. */
    @ParameterizedTest
    @ValueSource(
            strings = {"It is on our machine TC-014.", "The computer is called TC-014, beside it stands TC-015.",
                    "I use the PC TC-014 at work.", "TC-014 is our oldest workstation.",
                    "Our server (SRV-0042) has the file.", "On the laptop named \"NB-1042\" I see it.",
                    "We have ten computers, it is only on TC-014.", "TC-014, my second laptop, has the same.",
                    "Host WS-1042, in the office.", "It is the workstation TC 014."})
    void theNameOfACustomersMachineIsNoCode(String more) {
        String question = MERGE + more;
        Hit first = meaning.search(question, "en", 3).get(0);
        assertThat(first.article().title()).isEqualTo("Merge duplicate people");
        assertThat(first.score()).isGreaterThan(0.5);
        // By words, too, hardly less sure than without it; as a code, it would be at most WITHOUT_THE_CODE.
        assertThat(words.search(question, "en", 3).get(0).score()).isGreaterThan(
                words.search(MERGE, "en", 3).get(0).score() * 0.7).isGreaterThan(2 * ArticleSearch.WITHOUT_THE_CODE);
        assertThat(ExactTerms.of(CustomerQuestion.of(question, 1000))).isNotEmpty()
                .noneMatch(asked -> asked.kind() == ExactTerms.Kind.CODE);
    }

    /** What a program on a machine says is a code, however near the machine is named. */
    @ParameterizedTest
    @ValueSource(
            strings = {"On my computer it says LB-4712.", "My PC shows the error LB-4712.",
                    "The machine TC-014 shows message LB-4712.", "Mon ordinateur affiche LB-4712.",
                    "The computer gives LB-4712 and I use LB-4712 daily.", "LB-4712 on my computer",
                    "Computer error LB-4712", "The server says: LB-4712"})
    void whatAMachineSaysIsACode(String more) {
        String question = MERGE + more;
        assertThat(ExactTerms.of(CustomerQuestion.of(question, 1000)))
                .filteredOn(asked -> asked.kind() == ExactTerms.Kind.CODE).extracting(asked -> asked.keys().get(0))
                .containsExactly("lb4712");
        assertThat(List.of(words, meaning))
                .allSatisfy(knowledge -> assertThat(knowledge.answers(question, "en")).isEmpty());
    }

    /** What tells who asks is no code of an article; it stands in brackets here. */
    @ParameterizedTest
    @ValueSource(
            strings = {"My licence key is <LB26-77AK-99XY-1234>.", "My order number is <AB-20417>.",
                    "(request <#4711-77>, order no. <1603>)",
                    "I live at <12> Rue X, telephone <01 23 45 67 89> or <+33 6 12 34 56 78>.",
                    "My tree has <1603> people and <4711> photos.",
                    "I have version <5.5.1> from <2024>, bought on <12.03.2026> for <129> €.",
                    "I use Windows <11> and Office on an iPhone <15>.", "My customer number: <4711>",
                    "It is <1.5> GB and <1603> px wide."})
    void whatBelongsToTheCustomerHardlyChangesAnything(String more) {
        String question = "Merge duplicates?\nHow do I merge duplicate people in my tree?\n";
        assertThat(List.of(words, meaning)).allSatisfy(knowledge -> {
            Hit without = knowledge.search(question + more.replaceAll("<[^>]*>", ""), "en", 3).get(0);
            Hit first = knowledge.search(question + more.replaceAll("[<>]", ""), "en", 3).get(0);
            assertThat(first.article().title()).isEqualTo("Merge duplicate people");
            assertThat(first.score()).isGreaterThan(without.score() - 0.12);
        });
    }

    @Test
    void aCodeIsReadInAGreetingToo() {
        assertThat(CustomerQuestion.of("Problem\nHello, error 0x80070643\nThanks, Anna", 1000).sentences())
                .contains("Hello, error 0x80070643").doesNotContain("Thanks, Anna");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Kind of error: white sheets", "Best printer for charts?", "Best result: none",
                    "Hi, nothing prints",
                    "Hello, printer stays dark", "Many sheets are white", "Warm start fails",
                    "Dear people missing: why",
                    "Merci: page vide", "Bonjour, imprimante muette"})
    void aShortLineThatSaysSomethingIsNoCourtesy(String line) {
        assertThat(CustomerQuestion.of("Problem\n" + line + "\nIt began only yesterday.", 1000).sentences())
                .contains(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Kind regards", "Kind regards, Anna", "Best,", "Best, Anna", "Best wishes from Ely",
                    "Warm greetings",
                    "Hi,", "Hi Anna", "Hello, dear support team", "Dear Sir or Madam,", "Thanks, Anna", "Many thanks",
                    "Thanks in advance!", "Bonjour, merci d'avance", "Bonjour à tous,", "Cher Monsieur,", "Merci, Anna",
                    "Bien cordialement", "Cordialement, Anna", "Good morning, Mrs Tester"})
    void courtesyIsLeftOut(String line) {
        assertThat(CustomerQuestion.of("Problem\n" + line + "\nIt began only yesterday.", 1000).sentences())
                .containsExactly("It began only yesterday.");
    }

    @Test
    void aQuestionAsksForWhatLooksLikeACode() {
        assertThat(asked("Error 5, LB-4711, 0x80070643 in C:\\x\\setup.log and E_FAIL; KB5034441"))
                .containsExactlyInAnyOrder(
                        "#5", "lb4711", "80070643", "setup.log", "efail", "kb5034441");
        assertThat(asked("It is 10:30 on 2026-11-30, call 01 23 45 67 89, order 4711, € 1299.50, 300 dpi, in 1999"))
                .isEmpty();
        assertThat(ExactTerms
                .quoted(new CustomerQuestion("", List.of("it says \"disk is full\" and « pas de place » or \"ok\""))))
                .containsExactly("disk is full", "pas de place");
    }

    @Test
    void readsWhateverAMailHoldsInShortTime() {
        String digits = "12-".repeat(2000);
        long begin = System.nanoTime();
        ExactTerms.of(new CustomerQuestion(digits, List.of("a.".repeat(3000), "0 ".repeat(3000), "_".repeat(6000),
                "order ".repeat(1000), "1".repeat(6000), "error error 1 ".repeat(500), "\"a b ".repeat(1000))));
        ExactTerms.keys(digits.repeat(30));
        assertThat(System.nanoTime() - begin).isLessThan(2_000_000_000L);
    }

    private static List<String> asked(String text) {
        return ExactTerms.of(new CustomerQuestion("", List.of(text))).stream().map(each -> each.keys().get(0)).toList();
    }
}
