package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The alarms are sentences, of one mail as of many. */
class MailFiguresTest {

    @Test
    void speaksOfOneMailAndOfMany() {
        assertThat(alarms(1)).containsExactly("Of 3 stored mails only 0 have a known fate.",
                "1 handled mail has no message.", "1 quarantined mail is nobody's task.",
                "1 task is about mails that are not quarantined.", "1 mail waits to be taken in for too long.");
        assertThat(alarms(2)).containsExactly("Of 3 stored mails only 0 have a known fate.",
                "2 handled mails have no message.", "2 quarantined mails are nobody's task.",
                "2 tasks are about mails that are not quarantined.", "2 mails wait to be taken in for too long.");
    }

    private static Iterable<String> alarms(long of) {
        return new MailFigures(null, 3, 0, 0, 0, 0, of, of, of, of).alarms();
    }
}
