package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Please write to ada.byron+tree@mail.example.org today | Please write to today",
            "See https://help.example.org/reset?token=a81f&u=7 for it | See for it",
            "Call me on +33 6 12 34 56 78 or 01.42.68.53.00 | Call me on or",
            "My phone is (020) 7946-0958, thanks | My phone is, thanks",
            "The key HM26-A1B2-C3D4-E5F6 is refused | The key is refused",
            "My licence key is XK77-PLMQ9 and it fails | My licence key is and it fails",
            "Order number 4711 never came | Order number never came",
            "Ma commande n° 8812 n'est pas arrivée | Ma commande n° n'est pas arrivée",
            "As in AC-000042 it stops | As in it stops",
            "The message in AC-000042 says it | The message in says it",
            "My verification code AB-20417 came | My verification code came",
            "Error in order AB-20417 | Error in order",
            "It says my order AB-20417 is late | It says my order is late",
            "Pay to GB82 WEST 1234 5698 7654 32 please | Pay to please",
            "My card 4111 1111 1111 1111 was charged twice | My card was charged twice",
            "I live at 12 bis rue des Trois Frères, 75018 Paris | I live at,",
            "Send it to 221 Baker Street in town | Send it to in town",
            "My grandmother was born on 12/03/1921 in Lyon | My grandmother was born on in Lyon",
            "The password is hunter22! and it fails | The password is and it fails",
            "My cousin Mary O'Brien typed it in | My cousin typed it in",
            "my late husband John's papers | my late husband papers",
            "Ma tante Jeanne Dupont-Roux a saisi | Ma tante a saisi",
            "Je suis à 69003 Lyon depuis hier | Je suis à depuis hier",
            "I live in Dublin and cannot install it | I live in and cannot install it",
            "Je m'appelle Zoé Martin et rien ne marche | Je m'appelle et rien ne marche",
            "Mrs Eleanor Rigby cannot log in | cannot log in"})
    void takesOutWhatTellsWhoAsks(String written, String kept) {
        assertThat(PersonalData.without(written, List.of())).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Error 0x80070005 when installing version 2026.1 on Windows 11",
            "Error 1603 after the update, exit code 5",
            "The marriages of 1850 are missing in GEDCOM 5.5.1",
            "L'erreur 404 s'affiche quand j'ouvre l'arbre de 3 générations",
            "Press the key F12 and choose A4", "The error LB-4711 comes up", "It says KB-10342 and stops",
            "Le message affiche LB-4711 puis rien", "error code: UPD-20417", "Fehler KB5034441 beim Start",
            "The log shows E_MERGE_4711"})
    void keepsWhatTheQuestionIsAbout(String written) {
        assertThat(PersonalData.without(written, List.of("Ada Byron", "ada@example.org"))).isEqualTo(written);
    }

    @Test
    void takesOutTheNamesOfTheAskerButNoWordsThatAreNamesToo() {
        assertThat(
                PersonalData.without("Will my tree be kept? Will Rose's file of rose gardens, says WILL ROSE, will it?",
                        List.of("Will Rose", "will.rose@example.org")))
                .isEqualTo("my tree be kept? file of rose gardens, says, will it?");
    }

    @Test
    void takesOutGreetingClosingSignatureAndQuotesAndKeepsTheSubject() {
        String mail = """
                Re: Duplicate people
                Hello,

                how do I merge two people who are the same?

                Best regards
                Ada Byron
                --
                Ada Byron, 14 High Street, Ely

                On Monday Bob wrote:
                > My secret is 42""";
        assertThat(PersonalData.without(CustomerQuestion.of(mail, 6000), List.of("Ada Byron"), 400))
                .isEqualTo("Duplicate people. how do I merge two people who are the same?");
    }

    /** However people close a mail, and whatever stands below. */
    @ParameterizedTest
    @ValueSource(strings = {"Best regards\nJo Field\nHead of Research, Field & Sons Ltd\n14 High Street, Ely",
            "Thanks in advance,\n\nDr. Jo Field, PhD\nGenealogist",
            "Cordialement,\nJo Field\nSARL Les Racines\n3 quai Nord",
            "Bien à vous\n\nJo FIELD\nResponsable des archives\nMairie de Xville",
            "Kind regards / Cordialement\nJo\nACME",
            "Je vous prie d'agréer, Madame, mes salutations distinguées\nJo Field", "-- \nJo Field\nACME Ltd, Ely",
            "Yours sincerely\nMrs J. Field\nTel. 020 7946 0958\nwww.field.example", "Cheers!\nJo"})
    void noSignatureIsLeftOfAMail(String signature) {
        for (String greeting : new String[] {"Dear Support team of Lindenbaum,", "Hello Uma",
                "Bonjour Madame Tester,"}) {
            String mail = "White sheets\n" + greeting + "\n\nThe printer gives white sheets.\nWhat can I do\nabout it?"
                    + "\n\n" + signature;
            assertThat(PersonalData.removedFrom(mail, List.of("Uma Tester"), 4000)).as(mail)
                    .isEqualTo("White sheets. The printer gives white sheets. What can I do about it?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Merci de me dire comment imprimer", "Best way to print a tree", "Many people are missing",
            "Hi, the printer gives white sheets", "Bien que tout soit coché"})
    void whatOnlyBeginsLikeAClosingOrGreetingIsKept(String line) {
        assertThat(PersonalData.removedFrom("Sheets\n" + line + "\nIt stops there.", List.of(), 4000)).contains(line);
    }

    @Test
    void whatIsWrittenBelowAClosingIsKept() {
        assertThat(PersonalData
                .removedFrom("Sheets\nThe first is white.\nThanks\nAda\nHello,\nnow the second is white, too. "
                        + "Thank you for the first answer.", List.of("Ada"), 4000))
                .isEqualTo("Sheets. The first is white. now the second is white, too. Thank you for the first answer.");
    }

    @ParameterizedTest
    @CsvSource({"a", "a-"})
    void takesShortTimeForAnything(String repeated) {
        assertTimeout(Duration.ofSeconds(5),
                () -> PersonalData.without(repeated.repeat(60_000) + " <ada@x.example>,@bob@y.example",
                        List.of("Ada Byron")));
        assertTimeout(Duration.ofSeconds(5), () -> PersonalData.removedFrom(
                ("Best " + repeated + "\n").repeat(20_000) + repeated.repeat(60_000), List.of("Ada Byron"), 4_000));
        assertThat(PersonalData.without("Write to <ada@x.example>, @bob@y.example or mailto:eve@z.example now.",
                List.of()))
                .doesNotContain("ada", "bob", "eve").endsWith("now.");
    }

    @Test
    void cutsAtABlank() {
        assertThat(PersonalData.without(CustomerQuestion.of("alpha beta gamma delta", 6000), List.of(), 12))
                .isEqualTo("alpha beta");
    }
}
