package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

    static Stream<Arguments> names() {
        return Stream.of(arguments("../../etc/passwd", "passwd"), arguments("C:\\Users\\ada\\tree.ged", "tree.ged"),
                arguments("/", "attachment.pdf"), arguments("tree\u0000.ged", "tree.ged"),
                arguments("a\r\nb\t.ged", "ab.ged"),
                arguments("invoice\u202Efdp.exe", "invoicefdp.exe"),
                arguments("a\u200B\u2066b\u061C\uFEFF.txt", "ab.txt"),
                arguments("...", "attachment.pdf"), arguments(". . .", "attachment.pdf"),
                arguments(".htaccess", "htaccess"),
                arguments("tree.ged. . ", "tree.ged"), arguments("CON", "_CON"), arguments("nul.txt", "_nul.txt"),
                arguments("Com1 .log", "_Com1.log"),
                arguments("console.txt", "console.txt"), arguments("a<b>:\"|?*.txt", "a_b______.txt"),
                arguments("a  \u00A0 b.txt", "a b.txt"),
                arguments("e\u0301t\u00e9.txt", "\u00e9t\u00e9.txt"), arguments("half \uD83D.txt", "half.txt"),
                arguments(null, "attachment.pdf"),
                arguments("\u2028\u2029", "attachment.pdf"), arguments("家系図.ged", "家系図.ged"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameFromOutsideIsSafeToShowAndToSave(String written, String expected) {
        assertThat(new FileNames().safe(written, "application/pdf")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "x", "家系図家系図家系図家系図家系図家系図家系図家系図家系図家系図家系図家系図家系図.ged",
            "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀.png"})
    void namesThatCollideAreToldApartAndNoneIsLongerThanAFileSystemTakes(String name) {
        var names = new FileNames();
        Set<String> given = new HashSet<>();
        for (int copy = 0; copy < 200; copy++) {
            String safe = names.safe(copy % 2 == 0 ? name : name.toUpperCase(Locale.ROOT), "text/plain");
            assertThat(given.add(safe.toLowerCase(Locale.ROOT))).as(safe).isTrue();
            assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(150);
            assertThat(new String(safe.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(safe);
        }
        assertThat(given).hasSize(200);
    }

    @Test
    void aLongNameKeepsItsExtension() {
        assertThat(new FileNames().safe("x".repeat(5000) + ".pdf", "application/pdf")).hasSize(150).endsWith(".pdf");
    }
}
