package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzedMailTest {

    @Test
    void aMailOfARunCanBeMadeAgain() {
        List<byte[]> mails = FuzzedMails.mails(7).limit(200).toList();
        assertThat(FuzzedMails.mail(7, 123)).isEqualTo(mails.get(123));
        assertThat(mails.stream().map(Arrays::hashCode).distinct().count()).isGreaterThan(190);
        assertThat(FuzzedMails.written()).hasSizeGreaterThanOrEqualTo(60);
    }
}
