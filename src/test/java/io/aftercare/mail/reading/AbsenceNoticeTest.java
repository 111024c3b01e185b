package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent's absence notice without headers must not reach a customer, in whatever language it is. */
class AbsenceNoticeTest {

    private static final String TASK = "[AC-000048] Answer the request: Hourglass view";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Fravaer: | Jeg er bortreist og leser ikke e-post før 7. desember.", "Re: | Jeg er bortreist.",
            "Poissa: | Palaan maanantaina.", "Odsustvo: | Vratim se u ponedeljak.", "Xyz abc: | Hvala.",
            "Re: | I am out of the office until Monday.", "AW: | Ich bin bis Montag im Urlaub.",
            "RE: | Je suis actuellement en vacances jusqu'au 3 mars.", "SV: | Jag är på semester till måndag.",
            "Re: | Estaré ausente hasta el lunes.", "Re: | Sono in ferie fino a lunedì.", "Re: | Jestem na urlopie.",
            "Re: | Ik ben met vakantie.", "Re: | Я в отпуске до понедельника.", "Re: | 私は休暇中です。",
            "Re: | This is an automated message.", "Re: | Nem vagyok az irodában.",
            "Re: | İzindeyim, izinde olacağım."})
    void suspectsIt(String before, String text) {
        assertThat(AbsenceNotice.suspected(mail(before + " " + TASK, text))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Re: | Choose Edit, then Merge.", "AW: | Wählen Sie Bearbeiten.",
            "RE: [EXTERNAL] | Choose Edit.", "[EXTERN] Re: | Choose Edit.", "Re: Re: | Choose Edit.",
            "'' | Choose Edit.",
            "***SPAM*** Re: | Choose Edit.", "Poissa: | #answer Choose Edit.", "Re: | #answer I am away.",
            "Réf : | Choisissez Édition. Le menu est absent dans cette version."})
    void leavesAnswersAlone(String before, String text) {
        assertThat(AbsenceNotice.suspected(mail(before + " " + TASK, text))).isEmpty();
    }

    private static ParsedMail mail(String subject, String text) {
        return MailReader
                .read(Mails.raw(
                        "From: ursula@aftercare.example\nIn-Reply-To: <1@aftercare.example>\nSubject: =?utf-8?B?"
                                + java.util.Base64.getEncoder().encodeToString(subject.getBytes(StandardCharsets.UTF_8))
                                + "?=\nContent-Type: text/plain; charset=utf-8\n",
                        text.getBytes(StandardCharsets.UTF_8)));
    }
}
