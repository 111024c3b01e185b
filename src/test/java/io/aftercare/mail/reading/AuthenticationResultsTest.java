package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationResultsTest {

    private static final List<String> OURS = List.of("mx.aftercare.example", "mx2.aftercare.example");

    @ParameterizedTest
    @ValueSource(strings = {
            "mx.aftercare.example; dmarc=fail header.from=a.example",
            "MX.Aftercare.Example 1; spf=pass smtp.mailfrom=b.example; dkim=none; dmarc=fail (p=none dis=none)",
            "\"mx2.aftercare.example\" ; dmarc/1 = fail",
            "(our; own (server)) mx.aftercare.example (first) 1 (version)\r\n ;\r\n\tdmarc (policy=\"reject; now\") "
                    + "=\r\n fail",
            "mx.aftercare.example; dmarc=pass header.from=a.example; dmarc=fail header.from=a.example",
            "mx.aftercare.example; dkim=pass reason=\"good; dmarc=pass\" header.d=x; dmarc=FAIL"})
    void readsAFailureHoweverItIsWritten(String results) {
        assertThat(dmarc(results)).isEqualTo(DmarcResult.FAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mx.aftercare.example; dmarc=pass header.from=a.example",
            "mx.aftercare.example; spf=fail; dkim=pass (2048-bit key) header.d=a.example; dmarc=Pass (p=reject)",
            "mx.aftercare.example;dmarc=pass (dmarc=fail) policy.dmarc=none"})
    void readsAPass(String results) {
        assertThat(dmarc(results)).isEqualTo(DmarcResult.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mx.evil.example; dmarc=fail", "mx.aftercare.example.evil.example; dmarc=pass",
            "mx.aftercare.example; none",
            "mx.aftercare.example; dmarc=none", "mx.aftercare.example; dmarc=temperror", "mx.aftercare.example",
            "mx.aftercare.example; spf=pass; dkim=pass", "evil (mx.aftercare.example); dmarc=pass", "; dmarc=pass", "",
            "mx.aftercare.example; x-dmarc=pass", "mx.aftercare.example; dkim=pass reason=\"; dmarc=pass\"",
            "mx.aftercare.example; dmarc=pass header.from=evil.example",
            "mx.aftercare.example; dmarc=pass reason=\"header.from=a.example\" header.from=evil.example",
            "mx.aftercare.example; dmarc=pass reason=\"x\\\" header.from=a.example \\\"\" header.from=evil.example",
            "mx.aftercare.example; dmarc=pass header.from=a.example header.from=evil.example",
            "mx.aftercare.example; dmarc=pass header.from=xa.example", "mx.aftercare.example; dmarc=passed",
            "\"mx.aftercare.example\"; dmarc=pass header.from=a.example",
            "(x) mx.aftercare.example; dmarc=pass header.from=a.example",
            "mx.aftercare.example; dmarc=none; dmarc=pass", "mx.aftercare.example; dmarc=pass; dmarc=temperror",
            "=?utf-8?q?mx.aftercare.example=3B_dmarc=3Dpass?="})
    void knowsNothingWhenNobodyItBelievesSaysAnything(String results) {
        assertThat(dmarc(results)).isEqualTo(DmarcResult.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mx.aftercare.example; spf=fail|mx.aftercare.example; dmarc=pass",
            "mx.aftercare.example; dmarc=none|mx.aftercare.example; dmarc=pass",
            "mx.aftercare.example; dmarc=pass|mx.aftercare.example; dmarc=pass header.from=evil.example",
            "mx.aftercare.example; dmarc=pass|mx.aftercare.example; dmarc=fail",
            "mx.aftercare.example; dkim=none|mx2.aftercare.example; spf=pass|mx2.aftercare.example; dmarc=pass"})
    void aPassBelowTheTopmostHeaderOfItsServerOrContradictedIsNone(String headers) {
        assertThat(dmarc(headers.replace("|", "\r\nAuthentication-Results: "))).isEqualTo(DmarcResult.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mx.aftercare.example; spf=pass|mx2.aftercare.example; dmarc=pass header.from=a.example",
            "mx.evil.example; dmarc=fail|mx.aftercare.example; dmarc=pass header.from=a.example",
            "mx.aftercare.example; dmarc=pass|mx.aftercare.example; dkim=pass", "mx.aftercare.example 1; dmarc=pass"})
    void aPassInTheTopmostHeaderOfItsServerCounts(String headers) {
        assertThat(dmarc(headers.replace("|", "\r\nAuthentication-Results: "))).isEqualTo(DmarcResult.PASS);
    }

    @Test
    void comparesDomainsAsTheDomainNameSystemWritesThem() {
        String header =
                "Authentication-Results: mx.aftercare.example; dmarc=pass header.from=xn--bcher-kva.example\r\n";
        assertThat(AuthenticationResults.dmarc(MailReader.read((header + "From: ada@bücher.example\r\n\r\ntext")
                .getBytes(StandardCharsets.UTF_8)), OURS)).isEqualTo(DmarcResult.PASS);
    }

    @Test
    void believesNobodyWithoutConfiguration() {
        assertThat(AuthenticationResults.dmarc(mail("Authentication-Results: mx.aftercare.example; dmarc=fail\r\n"),
                List.of())).isEqualTo(DmarcResult.UNKNOWN);
    }

    @Test
    void believesTheTopmostHeaderOfOursThatGivesAVerdict() {
        assertThat(AuthenticationResults.dmarc(mail("""
                Authentication-Results: mx.evil.example; dmarc=pass\r
                Authentication-Results: mx.aftercare.example; spf=pass\r
                Authentication-Results: mx.aftercare.example; dmarc=fail\r
                Authentication-Results: mx.aftercare.example; dmarc=pass\r
                """), OURS)).isEqualTo(DmarcResult.FAIL);
    }

    private static DmarcResult dmarc(String results) {
        return AuthenticationResults.dmarc(mail("Authentication-Results: " + results + "\r\n"), OURS);
    }

    private static ParsedMail mail(String headers) {
        return MailReader.read((headers + "From: ada@a.example\r\n\r\ntext").getBytes(StandardCharsets.UTF_8));
    }
}
