package io.aftercare.helpcentre;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ReaderVotesTest {

    /** A proxy that ends https need not say so with each request. */
    @ParameterizedTest
    @CsvSource({"true, false, true", "false, true, true", "true, true, true", "false, false, false"})
    void theCookieIsSecureWhereverVisitorsComeByHttps(boolean setting, boolean request, boolean secure) {
        var call = new MockHttpServletRequest();
        call.setSecure(request);
        var response = new MockHttpServletResponse();
        ReaderVotes.of(call).keep("test:merge", true, setting, call, response);
        assertThat(response.getCookie(ReaderVotes.COOKIE).getSecure()).isEqualTo(secure);
    }
}
