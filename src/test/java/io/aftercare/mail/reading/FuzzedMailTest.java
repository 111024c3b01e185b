package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzedMailTest {

    private static final int MAILS = 3_000;

    @Test
    void everyDamagedMailIsReadWithinItsLimitIntoWhatCanBeStoredAndShown() {
        long seed = ReadingFuzz.seed();
        System.out.println("Damaged mails of seed " + seed + "; -Dfuzz.seed=" + seed + " repeats them.");
        System.out.println(
                MAILS + " damaged mails: " + new ReadingFuzz().run(seed, 0, MAILS, FuzzedMails.written()).summary());
    }

    @Test
    void everyWrittenMailIsReadToo() {
        for (byte[] mail : FuzzedMails.written()) {
            ParsedMail read = MailReader.read(mail);
            assertThat(read.overLimit()).isNull();
            AllowList.holds(read.html());
        }
    }

    @Test
    void aMailOfARunCanBeMadeAgain() {
        List<byte[]> mails = FuzzedMails.mails(7).limit(200).toList();
        assertThat(FuzzedMails.mail(7, 123)).isEqualTo(mails.get(123));
        assertThat(mails.stream().map(Arrays::hashCode).distinct().count()).isGreaterThan(190);
        assertThat(FuzzedMails.written()).hasSizeGreaterThanOrEqualTo(60);
    }
}
