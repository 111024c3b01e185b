package io.aftercare.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the signs of the shipped table are found in what people write. */
class SuspectedOriginTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            My antivirus blocks the installation.                                     | ANTIVIRUS
            Norton blocks the program and puts it into quarantine.                    | ANTIVIRUS
            Windows says the setup is a threat and has blocked it.                    | ANTIVIRUS
            Windows Defender prevents the program from writing to Documents.          | ANTIVIRUS
            L’antivirus empêche l’installation du logiciel                            | ANTIVIRUS
            Le programme a été mis en quarantaine.                                    | ANTIVIRUS
            The screen flickers and then I get a blue screen.                         | OPERATING_SYSTEM
            It says that this app can't run on your PC.                               | OPERATING_SYSTEM
            On me demande de changer la base de registre                              | OPERATING_SYSTEM
            Access violation at address 0042 when saving                              | CLOUD_SYNC
            I get error 5.                                                            | CLOUD_SYNC
            Access is denied when I save my tree                                      | CLOUD_SYNC
            My file in Dropbox is always locked                                       | CLOUD_SYNC
            Violation d'accès à l'enregistrement                                      | CLOUD_SYNC
            Accès refusé, erreur 5, quand j'ouvre mon fichier                         | CLOUD_SYNC
            The GEDCOM I received was written by other software, names are missing    | OTHER_SOFTWARE_GEDCOM
            After the import of a GEDCOM all accents are wrong                        | OTHER_SOFTWARE_GEDCOM
            Mon GEDCOM vient d’un autre logiciel et les témoins manquent              | OTHER_SOFTWARE_GEDCOM
            Tous les accents sont faux après l'import, je vois Ã© au lieu de é        | OTHER_SOFTWARE_GEDCOM
            My printer gives blank sheets                                             | PRINTER
            Mon imprimante sort des pages blanches                                    | PRINTER
            Quel pilote d'impression faut-il ? Rien ne sort.                          | PRINTER
            When I double-click my tree, another program opens it.                    | FILE_ASSOCIATION
            Quand je double-clique sur mon arbre, un autre programme l'ouvre          | FILE_ASSOCIATION
            Where is the download? And how do I unzip it?                             | COMPUTER_BASICS
            Comment décompresser ce que j'ai reçu ?                                   | COMPUTER_BASICS
            My firewall reports a connection                                          | NETWORK_OF_THE_COMPUTER
            Mon pare-feu signale une tentative de connexion                           | NETWORK_OF_THE_COMPUTER
            My genealogy file is damaged                                              | DAMAGED_FILE
            I get "The file is corrupted" when I open it                              | DAMAGED_FILE
            Mon fichier généalogique est endommagé et ne s'ouvre plus                 | DAMAGED_FILE
            Le message est « fichier corrompu »                                       | DAMAGED_FILE
            My antivirus quarantined the program and now my tree file is damaged      | ANTIVIRUS DAMAGED_FILE
            The antivirus had found something and today the program opens an empty tree | ANTIVIRUS DAMAGED_FILE
            Mon fichier est corrompu depuis que OneDrive affiche une erreur           | CLOUD_SYNC DAMAGED_FILE
            """)
    void wordsSuggestAnOrigin(String text, String origins) {
        assertThat(originsOf(text)).containsExactlyElementsOf(new TreeSet<>(Arrays.asList(origins.split(" "))));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "How do I print a chart with eight generations on my printer?",
            "How do I import a GEDCOM?",
            "How do I export a GEDCOM for a cousin who has another program?",
            "Comment exporter un GEDCOM vers un autre logiciel ?",
            "Comment imprimer un arbre avec des traits de coupe ?",
            "How do I delete the Norton branch of my tree?",
            "My ancestors spent two weeks in quarantine on Ellis Island; how do I record that?",
            "How do I add the registry office as a source of the wedding?",
            "How do I record a marriage by proxy?",
            "I keep my backup in OneDrive. How do I restore it?",
            "The synchronisation fails with error 502 every time.",
            "L'installation s'arrête avec l'erreur 5003",
            "The program crashes when I open the media tab. I use Windows 11.",
            "Le programme plante à chaque démarrage.",
            "The box arrived damaged and the card is missing.",
            "La boîte est arrivée abîmée, faut-il joindre le fichier de la photo ?",
            "How do I open my tree with the starting person Brother Canon?",
            "",
    })
    void ordinaryWordsSendNobodyAway(String text) {
        assertThat(read(text, "en").strong()).isFalse();
        assertThat(read(text, "fr").strong()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en | It crashes. I have no antivirus.",
            "en | It is not the printer, nor the router.",
            "en | My firewall is off and it still crashes.",
            "en | The printer works fine, your program does not print.",
            "fr | Ça plante, je suis sans antivirus.",
            "fr | Ce n'est pas l'imprimante.",
            "fr | Mon pare-feu est désactivé.",
    })
    void whatTheCustomerTakesBackIsNoSign(String language, String text) {
        assertThat(read(text, language).signals()).isEmpty();
    }

    @Test
    void aWordInPassingIsWeakAndASecondSignOrAnErrorTextIsStrong() {
        assertThat(read("It crashes. I have a printer.", "en"))
                .extracting(SuspectedOrigin::origin, SuspectedOrigin::strong)
                .containsExactly("PRINTER", false);
        assertThat(read("Since the Windows update it crashes, and other programs crash too.", "en"))
                .extracting(SuspectedOrigin::origin, SuspectedOrigin::strong).containsExactly("OPERATING_SYSTEM", true);
        assertThat(read("Access violation at address 0042", "en").strong()).isTrue();
    }

    @Test
    void whatSpeaksForTheSoftwareLeavesItToAPerson() {
        assertThat(read("The printer stays blank, but printing works in all other programs.", "en"))
                .extracting(SuspectedOrigin::origin, SuspectedOrigin::strong).containsExactly("PRINTER", false);
    }

    @Test
    void aSignIsQuotedAsItWasWrittenInItsSentence() {
        OriginMatch found =
                read("Help!\nL'imprimante « Épson »\nne sort que des feuilles blanches. Merci.", "fr").signals().get(0);

        assertThat(found.words()).isEqualTo("imprimante");
        assertThat(found.place()).isEqualTo("L'imprimante « Épson » ne sort que des feuilles blanches");
    }

    @Test
    void aSentenceIsQuotedRatherThanASubjectAndTheStrongSignFirst() {
        SuspectedOrigin found =
                read("Antivirus\n\nHello,\n\nmy antivirus blocks the installation of your program.", "en");
        assertThat(found.signals().get(0).strong()).isTrue();
        assertThat(found.signals()).allSatisfy(signal -> assertThat(signal.place())
                .isEqualTo("my antivirus blocks the installation of your program"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Avast blocks it, see https://evil.example/offer now",
            "Avast blocks it, buy at evil.example today"})
    void anAddressIsNeverQuoted(String text) {
        assertThat(read(text, "en").signals()).isNotEmpty()
                .allSatisfy(signal -> assertThat(signal.place()).doesNotContain("evil"));
    }

    @Test
    void aLongSentenceIsShortenedAroundTheSign() {
        String place =
                read("word ".repeat(300) + "access violation" + " word".repeat(300), "en").signals().get(0).place();

        assertThat(place).startsWith("… word").endsWith("word …").contains("access violation").hasSizeLessThan(200);
    }

    @Test
    void aRowThatMakesNoSenseSaysWhatToWrite() {
        assertThatThrownBy(() -> new OriginIndicator("PRINTER", "a sign", "strnog", "printer", null, null))
                .hasMessageContaining("strnog").hasMessageContaining("weak");
        assertThatThrownBy(() -> new OriginIndicator("PRINTER", "a sign", "weak", " , ", null, null))
                .hasMessageContaining("no words");
        assertThatThrownBy(() -> new OriginIndicator("PRINTER", "a sign", "weak", "printer, *", null, null))
                .hasMessageContaining("\"*\"");
    }

    private static SuspectedOrigin read(String text, String language) {
        return SuspectedOrigin.of(text, OriginMailsTest.signs(language));
    }

    private static TreeSet<String> originsOf(String text) {
        return List.of("en", "fr").stream()
                .flatMap(language -> SuspectedOrigin.all(text, OriginMailsTest.signs(language)).keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
