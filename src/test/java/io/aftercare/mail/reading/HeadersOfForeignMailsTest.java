package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.Addresses;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs write into headers without encoding it, or under a wrong name; addresses; the moment of arrival. */
class HeadersOfForeignMailsTest {

    @ParameterizedTest
    @CsvSource({"iso-8859-2, Pytanie o licencję - łąka, Łukasz", "gb2312, 许可证问题, 张伟", "gbk, 许可证, 张", "big5, 授權問題, 張",
            "koi8-r, Вопрос, Анна", "windows-1251, Вопрос о лицензии, Анна", "windows-1250, Klíč ž, Žofie",
            "iso-8859-7, Ερώτηση, Άννα", "euc-kr, 질문, 김", "shift_jis, 質問, 山田", "iso-2022-jp, 質問です, 山田",
            "euc-jp, 質問です, 山田", "utf-8, Żółć, Łukasz", "iso-8859-1, Schlüssel, Jörg", "windows-1254, Sorun ş, Şule"})
    void readsHeadersInTheCharsetOfTheMail(String charset, String subject, String name) {
        for (String type : new String[] {"Content-Type: text/plain; charset=" + charset + "\n\n" + subject,
                "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=\"" + charset
                        + "\"\n\n" + subject + "\n--b--"}) {
            ParsedMail mail = MailReader.read(("From: \"" + name + "\" <a@example.org>\nSubject: " + subject + "\n"
                    + type + "\n").replace("\n", "\r\n").getBytes(Charset.forName(charset)));
            assertThat(mail.subject()).isEqualTo(subject);
            assertThat(mail.from().name()).isEqualTo(name);
            assertThat(mail.header("subject")).isEqualTo(subject);
            assertThat(mail.text().strip()).isEqualTo(subject);
        }
    }

    @ParameterizedTest
    @CsvSource({"raw-8bit-gb2312, 许可证问题, 王伟", "raw-8bit-iso-8859-2, Pytanie o licencję - łąka, Łukasz"})
    void readsWhatWentWrongElsewhere(String file, String subject, String name) throws IOException {
        try (var in = HeadersOfForeignMailsTest.class.getResourceAsStream("/mails/headers/" + file + ".eml")) {
            ParsedMail mail = MailReader.read(in.readAllBytes());
            assertThat(mail.subject()).isEqualTo(subject);
            assertThat(mail.from()).isEqualTo(new Mailbox("a@example.org", name));
        }
    }

    @ParameterizedTest
    @CsvSource({"shift_jis, プログラムが起動しません。", "euc-jp, プログラムが起動しません。", "utf-8, プログラムが起動しません。",
            "iso-2022-jp, プログラムが起動しません。", "shift_jis, 質問です", "euc-jp, 質問です"})
    void readsWhatIsCalledIso2022JpAndIsNot(String really, String text) {
        byte[] bytes = text.getBytes(Charset.forName(really));
        assertThat(MailText.decode(bytes, "iso-2022-jp")).isEqualTo(text);
        assertThat(EncodedWords.decode("=?ISO-2022-JP?B?" + Base64.getEncoder().encodeToString(bytes) + "?="))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"Ada@Bücher.example, ada@xn--bcher-kva.example", "ada@XN--BCHER-KVA.example, ada@xn--bcher-kva.example",
            "ada@例え.jp, ada@xn--r8jz45g.jp", "ada@bu\u0308cher.example, ada@xn--bcher-kva.example",
            "ada@sub.bücher.example, ada@sub.xn--bcher-kva.example", "ada@straße.example, ada@straße.example",
            "müller@a.example, müller@a.example"})
    void anAddressIsOneHoweverItsDomainIsWritten(String written, String address) {
        assertThat(Addresses.normalised(written)).isEqualTo(address);
        assertThat(MailReader.read(("From: Ada <" + written + ">\r\n\r\nx").getBytes(StandardCharsets.UTF_8)).from())
                .isEqualTo(new Mailbox(address, "Ada"));
    }

    @Test
    void tellsWhenOurServerGotIt() {
        Instant fetched = Instant.parse("2024-03-07T08:00:00Z");
        String earlier = "Received: from relay by mx.a.example; Fri, 1 Mar 2024 09:00:00 +0100\n";
        assertThat(received("Received: from a by mx.aftercare.example (x; y)\n\tid 1; Mon, 4 Mar 2024 10:11:12 +0100"
                + " (CET)\n" + earlier).arrivedAt(fetched)).isEqualTo("2024-03-04T09:11:12Z");
        assertThat(received("").arrivedAt(fetched)).isEqualTo(fetched);
        assertThat(received("Received: by x\n").arrivedAt(fetched)).isEqualTo(fetched);
        assertThat(received("Received: by x; Mon, 4 Mar 2030 10:11:12 +0100\n").arrivedAt(fetched)).isEqualTo(fetched);
        assertThat(received("Received: by x; Mon, 4 Mar 2019 10:11:12 +0100\n").arrivedAt(fetched)).isEqualTo(fetched);
    }

    private static ParsedMail received(String header) {
        return MailReader.read(Mails.raw(header + "From: ada@a.example\nSubject: x\n\nx"));
    }
}
