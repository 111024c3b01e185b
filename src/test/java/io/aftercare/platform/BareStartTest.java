package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.testing.OwnJvm;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A first start with nothing configured but an https address, as a vendor would make it. */
@ExtendWith(OutputCaptureExtension.class)
// The engine has a name of its own, so that it does not take the place of another test's. The context stays open as
// others do, because the webapp forgets itself for the whole JVM when one of its contexts closes.
@OwnJvm
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=jdbc:h2:mem:bare;DB_CLOSE_DELAY=-1", "aftercare.data=target/bare-test",
        "aftercare.deployment.root=classpath*:platform-test/", "aftercare.deployment.variables=group,due",
        "aftercare.base-url=https://help.example.com",
        "camunda.bpm.generate-unique-process-engine-name=true"})
class BareStartTest {

    @LocalServerPort
    int port;
    @Autowired
    ProcessEngine engine;
    @Autowired
    CamundaBpmProperties webapp;

    @Test
    void itStartsSaysWhatItNeedsAndIsReadyForHttps(CapturedOutput log) throws Exception {
        assertThat(log.getAll()).contains("still needs:", "Set aftercare.support.address:",
                "Set aftercare.mail.imap.host:", "Set spring.mail.host:", "Set aftercare.admin.user and",
                "Set spring.datasource.url");

        var session = new WebSession(port);
        assertThat(session.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(session.get("/actuator/health").headers().firstValue("Strict-Transport-Security"))
                .hasValue("max-age=31536000");

        var page = session.get("/camunda/app/tasklist/" + engine.getName() + "/");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
        var cookies = page.headers().allValues("Set-Cookie").stream()
                .collect(Collectors.toMap(cookie -> cookie.substring(0, cookie.indexOf('=')), cookie -> cookie));
        assertThat(cookies).as("a stranger has no session").doesNotContainKey("JSESSIONID");
        assertThat(webapp.getWebapp().getSessionCookie().isEnableSecureCookie()).isTrue();
        assertThat(cookies.get("XSRF-TOKEN")).contains("Secure");
    }
}
