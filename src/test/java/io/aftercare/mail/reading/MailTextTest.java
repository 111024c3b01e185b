package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailTextTest {

    static Stream<Arguments> charsets() {
        return Stream.of(arguments("GB2312", "gb18030", "你好，家谱打不开，镕 €"), arguments("gbk", "gbk", "你好，家谱"),
                arguments("KS_C_5601-1987", "x-windows-949", "안녕하세요 똠방각하"),
                arguments("ks_c_5601", "x-windows-949", "안녕하세요"), arguments("euc-kr", "euc-kr", "안녕하세요"),
                arguments("ISO-2022-JP", "iso-2022-jp", "こんにちは、家系図"),
                arguments("csISO2022JP", "iso-2022-jp", "こんにちは"), arguments("iso-2022-jp-3", "iso-2022-jp", "こんにちは"),
                arguments(null, "iso-2022-jp", "こんにちは"),
                arguments("iso-2022-kr", "iso-2022-kr", "안녕하세요"), arguments("x-sjis", "windows-31j", "家系図①"),
                arguments("big5", "big5", "家譜打不開"),
                arguments("x-unknown", "utf-8", "Müller"), arguments("x-unknown", "windows-1252", "Müller – 20 €"),
                arguments("", "utf-8", "Müller"),
                arguments("utf-8;format=flowed", "utf-8", "Müller"), arguments("\"utf8\"", "utf-8", "Müller"),
                arguments("utf8mb4", "utf-8", "Müller"),
                arguments("cp-1252", "windows-1252", "déjà – 20 €"), arguments("ansi", "windows-1252", "déjà"),
                arguments("macintosh", "x-macroman", "Où est l’arbre ?"),
                arguments("ISO-8859-8-I", "iso-8859-8", "שלום עולם"), arguments("iso-8859-8-e", "windows-1255", "שלום"),
                arguments("us-ascii", "windows-1252", "Prix : 20 € – déjà"),
                arguments("us-ascii", "utf-8", "Größe"), arguments("iso-8859-1", "utf-8", "Größe wählen"),
                arguments("iso-8859-1", "windows-1252", "“quoted” – 20 €"),
                arguments("utf-8", "windows-1252", "déjà vu à Genève"), arguments(null, "utf-8", "Größe"),
                arguments(null, "windows-1252", "déjà vu à Genève, où êtes-vous ?"),
                arguments(null, "windows-1251", "Добрый день, моё дерево не открывается"),
                arguments("x-unknown", "koi8-r", "Добрый день, моё дерево не открывается"),
                arguments("x-unknown", "shift_jis", "こんにちは。家系図が開きません。助けてください。"),
                arguments("x-unknown", "gb18030", "你好，我的家谱文件打不开了，请帮助我。"),
                arguments(null, "windows-1250", "Jiří Dvořák a Němec: dobrý den, program hlásí chybu č. 17"),
                arguments("x-unknown", "windows-1250", "Nie wiem, skąd to się wzięło; Łukasz zgłosił błąd."),
                arguments(null, "windows-1252", "Jørgen spørger på Løvås, Nicolò a Forlì, où ça"),
                arguments("utf-16", "utf-16", "Grüße"), arguments("utf-16", "us-ascii", "plain words all the same"),
                arguments("utf-16le", "utf-16le", "Grüße\n"),
                arguments("unicode", "utf-16", "Grüße"), arguments("koi8-r", "koi8-r", "Добрый день"),
                arguments("iso-8859-15", "iso-8859-15", "20 €"),
                arguments("iso-8859-2", "iso-8859-2", "Žluťoučký kůň"),
                arguments("windows-1250", "windows-1250", "Žluťoučký"), arguments("=?utf-8?q?x?=", "utf-8", "Müller"));
    }

    @ParameterizedTest(name = "{0} that is {1}")
    @MethodSource("charsets")
    void textIsReadWhateverItsCharsetIsCalledAndReallyIs(String declared, String real, String text) {
        assertThat(MailText.decode(text.getBytes(Charset.forName(real)), declared)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hi Mom +Jjo-! | Hi Mom ☺!
            1 +- 1 = 2    | 1 + 1 = 2
            +AOQ-hnlich   | ähnlich
            +AOQ          | ä
            a +ZeVnLIqe-. | a 日本語.
            +2D3eAA-      | 😀
            a + b         | a + b
            +A!           | !
            +             | +
            """)
    void utf7IsReadEvenIfJavaDoesNotKnowIt(String written, String expected) {
        for (String name : new String[] {"UTF-7", "unicode-1-1-utf-7", "utf7"}) {
            assertThat(MailText.decode(written.getBytes(StandardCharsets.US_ASCII), name)).isEqualTo(expected);
        }
    }

    @Test
    void noBytesUnderAnyNameEverFailOrLeaveWhatNoDatabaseTakes() {
        var random = new Random(7);
        for (String name : Charset.availableCharsets().keySet()) {
            for (int round = 0; round < 8; round++) {
                var bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                assertThat(MailText.decode(bytes, name).chars().mapToObj(unit -> (char) unit).toList()).as(name)
                        .doesNotContain('\0');
                String text = MailText.decode(bytes, name);
                assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).as(name)
                        .isEqualTo(text);
            }
        }
    }
}
