package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.aftercare.conversation.Attachment;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Request;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Pictures that the customer and the agent attached, looked at inside the answer form; hostile files among them. */
@DeskTest
@NeedsTool(Tool.CHROMIUM)
class AttachedPicturesTest {

    private static final String API = "/camunda/api/aftercare";
    private static final String FORM = "embedded:deployment:forms/answer-request.html";
    private static final String SCRIPT = "<script>document.title = 'ran'</script>";
    @RegisterExtension
    static final TasklistPages PAGES = new TasklistPages();

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    Messages messages;
    @Autowired
    Attachments attachments;
    @Autowired
    Drafts drafts;

    Request request;
    Task task;
    Map<String, Long> files;

    @BeforeEach
    void aRequestWithFiles() throws IOException {
        fixture.person("uma", "usage-support");
        request = fixture.requests.open(Channel.MAIL, "ada@customer.example", "Ada Archer", "My tree", "en", null);
        Message message = messages.receive(request.number(), IncomingMessage.written("ada@customer.example",
                "Ada Archer", "My tree", "See the pictures.",
                List.of(file("tree.png", "image/png", picture(3000, 2000)),
                        file("page.png", "image/png", ("<html>" + SCRIPT).getBytes(StandardCharsets.UTF_8)),
                        file("drawing.svg", "image/svg+xml", ("<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT
                                + "</svg>").getBytes(StandardCharsets.UTF_8)),
                        file("photo", "image/jpeg", picture(80, 60)), file("notes.txt", "text/plain", new byte[9]))));
        messages.considerPending(request.number());
        files = attachments.of(message.id()).stream().collect(Collectors.toMap(Attachment::name, Attachment::id));
        task = fixture.taskOf(request, "UserTask_AnswerRequest", FORM,
                Map.of("kind", "USE", "requestNumber", request.number().toString()));
        fixture.tasks.setAssignee(task.getId(), "uma");
    }

    @Test
    void areSmallInTheFormAndOpenLarge() throws IOException {
        Page page = PAGES.logIn(port, "uma");
        page.setViewportSize(1366, 768);
        page.navigate("http://localhost:" + port + "/camunda/app/tasklist/default/#/?task=" + task.getId());
        page.waitForSelector(".ac-content:not([hidden])");
        Locator small = page.locator(".ac-message .ac-thumbnail");

        PlaywrightAssertions.assertThat(small).hasCount(2);
        PAGES.errors().removeIf(error -> error.contains("415"));
        var box = small.first().boundingBox();
        assertThat(box.width).isLessThanOrEqualTo(100);
        assertThat(box.height).isLessThanOrEqualTo(70);
        page.setInputFiles(".ac-upload", new FilePayload("mine.png", "image/png", picture(400, 300)));
        PlaywrightAssertions.assertThat(page.locator(".ac-draft-files .ac-thumbnail")).hasCount(1);
        screenshot(page, "pictures-small");
        small.first().click();

        Locator large = page.locator(".ac-picture img");
        PlaywrightAssertions.assertThat(large).isVisible();
        page.waitForFunction("() => document.querySelector('.ac-picture img').naturalWidth > 0");
        assertThat((Integer) large.evaluate("picture => picture.naturalWidth")).isEqualTo(1600);
        assertThat(large.boundingBox().height).isLessThanOrEqualTo(768);
        screenshot(page, "pictures-large");
        assertThat(new AxeBuilder(page).setLegacyMode(true).include(".ac-desk")
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze().getViolations())
                .as("findings of axe").isEmpty();
        page.keyboard().press("Escape");
        PlaywrightAssertions.assertThat(small.first()).isFocused();
        assertThat(page.title()).isNotEqualTo("ran");
    }

    @Test
    void nothingOfAStrangersFileIsGivenOutToBeRun() throws IOException {
        TasklistSession uma = new TasklistSession(port).logIn("uma");

        HttpResponse<byte[]> shown = uma.get(picture("tree.png") + "?small=true");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(shown.headers().allValues("Content-Security-Policy")).contains("sandbox; default-src 'none'");
        assertThat(shown.headers().firstValue("Content-Disposition")).hasValueSatisfying(
                how -> assertThat(how).startsWith("inline"));
        assertThat(ImageIO.read(new ByteArrayInputStream(shown.body())).getWidth()).isEqualTo(240);
        for (String other : List.of("page.png", "drawing.svg", "notes.txt")) {
            HttpResponse<byte[]> refused = uma.get(picture(other));
            assertThat(refused.statusCode()).as(other).isEqualTo(415);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).as(other)
                    .contains("This is no picture that can be shown here.").doesNotContain("<script>");
        }
        assertThat(uma.get(API + "/requests/" + request.number() + "/attachments/999999/picture").statusCode())
                .isEqualTo(404);
    }

    @Test
    void areSeenByWhoMayReadTheRequestOnly() throws IOException {
        fixture.person("max", "maintenance");
        fixture.person("dora", "designers");
        var mine = drafts.attach(request.number(), file("mine.png", "image/png", picture(40, 30)));
        String drafted = API + "/tasks/" + task.getId() + "/draft/attachments/" + mine.id() + "/picture";
        for (String path : List.of(picture("tree.png"), drafted)) {
            assertThat(new TasklistSession(port).get(path).statusCode()).isEqualTo(401);
            assertThat(new TasklistSession(port).logIn("uma").get(path).statusCode()).isEqualTo(200);
            assertThat(new TasklistSession(port).logIn("max").get(path).statusCode()).isIn(403, 404);
            assertThat(new TasklistSession(port).logIn("dora", "cockpit").get(path).statusCode()).isIn(403, 404);
        }
    }

    private String picture(String name) {
        return API + "/requests/" + request.number() + "/attachments/" + files.get(name) + "/picture";
    }

    private static NewAttachment file(String name, String type, byte[] content) {
        return new NewAttachment(name, type, null, content);
    }

    private static byte[] picture(int width, int height) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    private static void screenshot(Page page, String name) {
        String folder = System.getProperty("desk.pictures");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
    }
}
