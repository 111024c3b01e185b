package io.aftercare.desk.notifications;

import static io.aftercare.process.SupportRequest.ANSWER_TASK;
import static io.aftercare.process.SupportRequest.HANDLE_MAIL_TASK;
import static io.aftercare.process.SupportRequest.PROVIDE_PATCH_TASK;
import static io.aftercare.process.SupportRequest.REVIEW_REFUSAL_TASK;
import static io.aftercare.process.SupportRequest.TRIAGE_TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.desk.notifications.ReplyCommand.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the beginning of an agent's reply is understood. */
class ReplyCommandTest {

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
        assertThat(ReplyCommand.parse(text, ANSWER_TASK)).isEqualTo(new ReplyCommand(word, argument, rest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#answr Choose Tools.", "#uphold", "#redirect", "#redirect cats and dogs", "#kind", "#kind odd",
            "#note", "#réponse Bonjour", "#answer/now x"})
    void whatIsNoCommandOfTheTaskOrIncompleteIsRefusedWithAdvice(String text) {
        assertThatThrownBy(() -> ReplyCommand.parse(text, ANSWER_TASK)).isInstanceOfSatisfying(ReplyRejected.class, refused -> {
            assertThat(refused.getMessage()).isNotBlank();
            assertThat(refused.advice()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dear Ada,\n#ask Which version?", "Hello,\n\n  #No-Answer", "#claim\n#note She called.",
            "Dear Ada,\n# redirect antivirus"})
    void aCommandBelowTheBeginningIsNotMailedToTheCustomer(String text) {
        assertThatThrownBy(() -> ReplyCommand.parse(text, ANSWER_TASK)).isInstanceOf(ReplyRejected.class)
                .hasMessageContaining("further down").extracting(refused -> ((ReplyRejected) refused).advice()).asString()
                .contains("begin with the command");
    }

    @Test
    void aWordWithAHashThatIsNoCommandIsText() {
        String text = "Dear Ada,\n#1 choose Tools\n#genealogy is the group to ask, and type #ask there.";
        assertThat(ReplyCommand.parse(text, ANSWER_TASK)).isEqualTo(new ReplyCommand(Word.ANSWER, null, text));
    }

    @Test
    void whatIsNoOriginIsToldAsItWasWritten() {
        assertThatThrownBy(() -> ReplyCommand.parse("#redirect moon", ANSWER_TASK)).hasMessageContaining("\"moon\" is no origin");
    }

    @Test
    void aTextWithoutACommandDecidesNothingButAnAnswer() {
        assertThatThrownBy(() -> ReplyCommand.parse("Please grant it.", REVIEW_REFUSAL_TASK)).isInstanceOf(ReplyRejected.class)
                .satisfies(refused -> assertThat(((ReplyRejected) refused).advice()).contains("#uphold", "#grant", "#note"));
        assertThat(ReplyCommand.parse("#uphold Sorry.", REVIEW_REFUSAL_TASK)).isEqualTo(new ReplyCommand(Word.UPHOLD, null, "Sorry."));
        assertThat(ReplyCommand.parse("#technical", TRIAGE_TASK).word()).isEqualTo(Word.TECHNICAL);
        assertThat(ReplyCommand.parse("#discard Advertising.", HANDLE_MAIL_TASK).text()).isEqualTo("Advertising.");
        assertThatThrownBy(() -> ReplyCommand.parse("#note x", HANDLE_MAIL_TASK)).as("there is no request to keep it").isInstanceOf(ReplyRejected.class);
        assertThat(Word.of(PROVIDE_PATCH_TASK)).as("its form is needed").containsExactly(Word.NOTE, Word.CLAIM, Word.RELEASE);
    }

    @Test
    void theOriginsAreThoseOfTheForms() throws IOException {
        String embedded = Files.readString(Path.of("forms/answer-request.html"));
        assertThat(ReplyCommand.ORIGINS).allSatisfy(origin -> assertThat(embedded).contains("['" + origin + "'"));
        String table = embedded.substring(embedded.indexOf("const ORIGINS"), embedded.indexOf("const KINDS"));
        assertThat(table.split("\\['", -1).length - 1).isEqualTo(ReplyCommand.ORIGINS.size());
    }
}
