package io.aftercare.desk.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a reply is the agent's, and that nothing our own mail says ever passes for it. */
class AgentReplyTextTest {

    private static final String MAIL = AgentReplyText.MARKER + "\n\nA task waits\nLicence: SECRET-KEY";

    @Test
    void isWhatTheMailChannelFoundWhenItQuotesNothing() {
        assertThat(of("  Dear Ada,\n> you wrote this\nyes.\n")).isEqualTo("Dear Ada,\n> you wrote this\nyes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n2026. nov. 22. 10:12, Support ezt írta:\n",
            "\n\nFra: Support\nSendt: mandag\nTil: Ursula\nEmne: Opgave\n\n", "\n\n"})
    void endsAboveTheLineWhateverTheProgramWritesThere(String announcement) {
        assertThat(of("Choose Tools.\nThen: Merge." + announcement + MAIL)).isEqualTo("Choose Tools.\nThen: Merge.");
        assertThat(of("Choose Tools." + announcement + MAIL.replaceAll("(?m)^", "> "))).isEqualTo("Choose Tools.");
    }

    @Test
    void aQuotationAloneIsNoAnswer() {
        for (String text : new String[] {MAIL, "> " + MAIL.replace("\n", "\n> "),
                "On Sunday, Support wrote:\n> " + MAIL, " \n"}) {
            assertThatThrownBy(() -> of(text)).isInstanceOf(ReplyRejected.class);
        }
    }

    @Test
    void anAnswerBetweenTheQuotedLinesIsRefusedSinceTheyAreForColleagues() {
        assertThatThrownBy(() -> of("See below.\n> " + MAIL.replace("\n", "\n> ") + "\nYes, that one."))
                .isInstanceOf(ReplyRejected.class).hasMessageContaining("between the lines");
    }

    @Test
    void theLineThatAnnouncesTheQuotationIsNoTextEvenIfTheMailChannelTookItForOne() {
        String quoted = "On Sunday, Support wrote:\n> " + MAIL.replace("\n", "\n> ");
        assertThat(AgentReplyText.of("Do this:\n\nOn Sunday, Support wrote:", "Do this:\n\n" + quoted))
                .isEqualTo("Do this:");
        assertThat(AgentReplyText.of("Do this:", "Do this:\n> I cannot find it\n" + quoted)).as("its own colon stays")
                .isEqualTo("Do this:");
        assertThatThrownBy(() -> AgentReplyText.of("On Sunday, Support wrote:", "\n\n" + quoted))
                .isInstanceOf(ReplyRejected.class);
    }

    private static String of(String ownText) {
        return AgentReplyText.of(ownText, ownText);
    }
}
