package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailJudgeTest {

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: auto-generated", "Auto-Submitted: auto-replied (vacation)",
            "Precedence: junk", "Precedence: list", "Precedence: auto_reply", "X-Auto-Response-Suppress: DR, OOF",
            "X-Autorespond: 1", "X-Autoreply: yes", "X-Loop: me", "List-Id: <x>", "List-Unsubscribe: <mailto:x>",
            "Return-Path: <>", "From: mailer-daemon@a.example", "From: Postmaster <postmaster@a.example>",
            "From: no-reply@a.example", "From: noreply+7@a.example", "From: orders.no_reply@a.example",
            "From: do-not-reply@a.example", "From: ne-pas-repondre@a.example", "Subject: Automatic reply: your question",
            "Subject: Out of office", "Subject: Out of the office until Monday", "Subject: Réponse automatique : absence",
            "Subject: =?utf-8?Q?R=C3=A9ponse_automatique?=", "Subject: Absence du bureau",
            "Subject: Automatische Antwort: Ihre Frage", "Subject: Abwesenheitsnotiz"})
    void recognisesAutomata(String header) {
        assertThat(MailJudge.automatic(mail(header))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: no", "Precedence: normal", "X-Auto-Response-Suppress: None",
            "Return-Path: <ada@a.example>", "From: norbert.reply@a.example", "From: Noreen O'Reply <noreen@a.example>",
            "Subject: Automatic reply does not work", "Subject: Re: my question", "Subject: Auto backup fails",
            "Subject: Out of officers", "X-Mailer: Listmaster", "From: bouncer@a.example"})
    void leavesPeopleAlone(String header) {
        assertThat(MailJudge.automatic(mail(header))).isEmpty();
    }

    private static ParsedMail mail(String header) {
        return MailReader.read((header.startsWith("From:") ? header : "From: ada@a.example\r\n" + header)
                .concat("\r\n\r\ntext").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
