package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.mail.MailProperties.Imap;
import io.aftercare.mail.MailProperties.Security;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SenderCheckNoticeTest {

    @Test
    void saysWhatIsNotProtectedWhereMailsAreFetchedAndNobodyChecksSenders(CapturedOutput output) {
        notice("imap.example", " ").tell();
        assertThat(output).contains("WARN").contains("aftercare.mail.authserv-id is not set")
                .contains("A forged sender is not recognised").contains("Reply-To and Cc are not heeded");
    }

    @Test
    void saysNothingOtherwise(CapturedOutput output) {
        notice("imap.example", "mx.example").tell();
        notice(null).tell();
        assertThat(output).doesNotContain("authserv-id");
    }

    private static SenderCheckNotice notice(String host, String... authservIds) {
        var imap = new Imap(host, 0, "u", "p", "INBOX", Security.TLS, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return new SenderCheckNotice(new MailRoutingProperties(List.of(authservIds), 20),
                new MailProperties(imap, Duration.ofSeconds(1), 20, Duration.ofSeconds(1)));
    }
}
