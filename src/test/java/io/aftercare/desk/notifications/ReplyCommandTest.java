package io.aftercare.desk.notifications;

import static io.aftercare.process.SupportRequest.ANSWER_TASK;
import static io.aftercare.process.SupportRequest.HANDLE_MAIL_TASK;
import static io.aftercare.process.SupportRequest.PROVIDE_PATCH_TASK;
import static io.aftercare.process.SupportRequest.REVIEW_REFUSAL_TASK;
import static io.aftercare.process.SupportRequest.TRIAGE_TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.desk.notifications.ReplyCommand.Word;
import io.aftercare.process.ProblemOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the beginning of an agent's reply is understood. */
class ReplyCommandTest {

    private static final List<ProblemOrigin> ORIGINS = List.of(origin("ANTIVIRUS", "antivirus", "antivirus"),
            origin("OPERATING_SYSTEM", "operating system", "système d'exploitation"),
            origin("CLOUD_SYNC", "cloud sync or backup tool", "outil de synchronisation ou de sauvegarde"));

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "'Dear Ada,\nchoose Tools.',                ANSWER,   -,                  'Dear Ada,\nchoose Tools.'",
            "'#answer Choose Tools.',                   ANSWER,   -,                  Choose Tools.",
            "'#ASK\n\nWhich version?',                  ASK,      -,                  Which version?",
            "'  \n  #Ask: Which version?',              ASK,      -,                  Which version?",
            "'# ask Which version?',                    ASK,      -,                  Which version?",
            "'#redirect antivirus Ask its maker.',      REDIRECT, ANTIVIRUS,          Ask its maker.",
            "'#redirect Operating-System\nAsk Linus.',  REDIRECT, OPERATING_SYSTEM,   Ask Linus.",
            "'#redirect CLOUD_SYNC',                    REDIRECT, CLOUD_SYNC,         ''",
            "'#defect I see it too.',                   DEFECT,   -,                  I see it too.",
            "'#kind technical\nIt crashes.',            KIND,     TECHNICAL,          It crashes.",
            "'#no-answer',                              NOANSWER, -,                  ''",
            "'#note She called.',                       NOTE,     -,                  She called.",
            "'#claim',                                  CLAIM,    -,                  ''",
            "'#release',                                RELEASE,  -,                  ''",
            "'#1 of the steps is this.',                ANSWER,   -,                  #1 of the steps is this."})
    void isReadFromTheFirstLine(String text, Word word, String argument, String rest) {
        assertThat(parse(text, ANSWER_TASK)).isEqualTo(new ReplyCommand(word, argument, rest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#answr Choose Tools.", "#uphold", "#redirect", "#redirect cats and dogs", "#kind", "#kind odd",
                    "#note", "#réponse Bonjour", "#answer/now x"})
    void whatIsNoCommandOfTheTaskOrIncompleteIsRefusedWithAdvice(String text) {
        assertThatThrownBy(() -> parse(text, ANSWER_TASK)).isInstanceOfSatisfying(ReplyRejected.class, refused -> {
            assertThat(refused.getMessage()).isNotBlank();
            assertThat(refused.advice()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dear Ada,\n#ask Which version?", "Hello,\n\n  #No-Answer", "#claim\n#note She called.",
            "Dear Ada,\n# redirect antivirus"})
    void aCommandBelowTheBeginningIsNotMailedToTheCustomer(String text) {
        assertThatThrownBy(() -> parse(text, ANSWER_TASK)).isInstanceOf(ReplyRejected.class)
                .hasMessageContaining("further down").extracting(refused -> ((ReplyRejected) refused).advice())
                .asString()
                .contains("begin with the command");
    }

    @Test
    void aWordWithAHashThatIsNoCommandIsText() {
        String text = "Dear Ada,\n#1 choose Tools\n#genealogy is the group to ask, and type #ask there.";
        assertThat(parse(text, ANSWER_TASK)).isEqualTo(new ReplyCommand(Word.ANSWER, null, text));
    }

    @Test
    void whatIsNoOriginIsToldAsItWasWritten() {
        assertThatThrownBy(() -> parse("#redirect moon", ANSWER_TASK)).hasMessageContaining("\"moon\" is no origin");
    }

    @Test
    void aTextWithoutACommandDecidesNothingButAnAnswer() {
        assertThatThrownBy(() -> parse("Please grant it.", REVIEW_REFUSAL_TASK)).isInstanceOf(ReplyRejected.class)
                .satisfies(refused -> assertThat(((ReplyRejected) refused).advice()).contains("#uphold", "#grant",
                        "#note"));
        assertThat(parse("#uphold Sorry.", REVIEW_REFUSAL_TASK))
                .isEqualTo(new ReplyCommand(Word.UPHOLD, null, "Sorry."));
        assertThat(parse("#technical", TRIAGE_TASK).word()).isEqualTo(Word.TECHNICAL);
        assertThat(parse("#discard Advertising.", HANDLE_MAIL_TASK).text()).isEqualTo("Advertising.");
        assertThatThrownBy(() -> parse("#note x", HANDLE_MAIL_TASK)).as("there is no request to keep it")
                .isInstanceOf(ReplyRejected.class);
        assertThat(Word.of(PROVIDE_PATCH_TASK)).as("its form is needed").containsExactly(Word.NOTE, Word.CLAIM,
                Word.RELEASE);
    }

    @ParameterizedTest
    @CsvSource({
            "'#redirect cloud sync or backup tool. Ask its maker.',         CLOUD_SYNC,       Ask its maker.",
            "'#redirect Outil de synchronisation ou de sauvegarde\nMerci.', CLOUD_SYNC,       Merci.",
            "'#redirect systeme d’exploitation: voyez Linus.',              OPERATING_SYSTEM, voyez Linus.",
            "'#redirect antivirus',                                         ANTIVIRUS,        ''",
            "'#redirect antivirus program keeps it',                        ANTIVIRUS,        program keeps it"})
    void anOriginIsWrittenByItsCodeOrItsNameInAnyLanguage(String text, String origin, String rest) {
        assertThat(parse(text, ANSWER_TASK)).isEqualTo(new ReplyCommand(Word.REDIRECT, origin, rest));
    }

    @Test
    void theOriginsAreExplainedWithTheCommandAndWhereOneIsMissing() {
        assertThat(ReplyCommand.explained(ANSWER_TASK, ORIGINS))
                .filteredOn(command -> command.usage().startsWith("#redirect"))
                .singleElement().extracting(ReplyCommand.Explained::meaning).asString()
                .endsWith("ORIGIN is one of antivirus, operating-system, cloud-sync.");
        assertThatThrownBy(() -> parse("#redirect", ANSWER_TASK)).hasMessageContaining("There is no origin")
                .extracting(refused -> ((ReplyRejected) refused).advice())
                .isEqualTo("Write #redirect and one of antivirus, operating-system, cloud-sync.");
    }

    /** Neither the form nor the code lists origins of its own: both are told. */
    @Test
    void theFormForAnsweringListsNoOriginOfItsOwn() throws IOException {
        String embedded = Files.readString(Path.of("forms/answer-request.html"))
                + Files.readString(Path.of("src/main/resources/static/desk/form/answer-form.js"));
        assertThat(embedded).contains("choices('#ac-origin', shown.origins)").doesNotContain("ANTIVIRUS", "PRINTER",
                "CLOUD_SYNC");
    }

    private static ReplyCommand parse(String text, String taskKey) {
        return ReplyCommand.parse(text, taskKey, ORIGINS);
    }

    private static ProblemOrigin origin(String code, String english, String french) {
        return new ProblemOrigin(code, Map.of("en", english, "fr", french),
                Map.of("en", "its maker", "fr", "son éditeur"), null, null);
    }
}
