package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.SideConversation;
import io.aftercare.conversation.SideConversations;
import io.aftercare.conversation.TriageResult;
import io.aftercare.entitlement.Imports;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The form for answering, in the real Tasklist in a real browser. Pictures of what it looked like go to the folder that
 * the system property {@code desk.pictures} names, if it does.
 */
@DeskTest
@NeedsTool(Tool.CHROMIUM)
class AnswerFormTest {

    private static final String FORM = "embedded:deployment:forms/answer-request.html";
    private static final int TRIES = 6;
    @RegisterExtension
    static final TasklistPages PAGES = new TasklistPages();

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    Messages messages;
    @Autowired
    OutgoingMessages outgoing;
    @Autowired
    SideConversations sides;
    @Autowired
    Attachments attachments;
    @Autowired
    Drafts drafts;
    @Autowired
    Decisions decisions;
    @Autowired
    Imports imports;
    @Autowired
    Licences licences;
    @Autowired
    ArticleImports articleImports;
    @Autowired
    KnowledgeBase knowledge;
    @Autowired
    HistoryService history;

    Page page;
    Request request;
    Task task;

    @BeforeEach
    void umaOpensHerTask() {
        fixture.person("uma", "usage-support");
        fixture.person("ugo", "usage-support");
        aRequestWithAHistory();
        page = PAGES.logIn(port, "uma");
    }

    @Test
    void showsTheWholeRequest() {
        open(task);

        assertThat(text(".ac-facts")).contains(request.number().toString()).contains("Use").contains("English")
                .contains("Heirloom 2026");
        assertThat(text(".ac-licences")).contains("Heirloom Pro 2026");
        assertThat(text(".ac-licences")).contains("support until");
        Locator conversation = page.locator(".ac-message");
        assertThat(conversation.count()).isEqualTo(4);
        assertThat(conversation.nth(0).innerText()).as("the newest first").contains("Not helped.").contains("new")
                .doesNotContain("Support wrote");
        assertThat(conversation.nth(0).getAttribute("open")).as("the newest is open").isNotNull();
        assertThat(conversation.nth(1).getAttribute("class")).contains("ac-note");
        assertThat(conversation.nth(1).innerText()).as("a name, no id").contains("Internal note by ugo Tester");
        for (int older = 1; older < 4; older++) {
            assertThat(conversation.nth(older).getAttribute("open")).as("older ones are folded").isNull();
        }
        assertThat(conversation.nth(3).innerText()).contains("Ada Archer").contains("How do I merge two persons?")
                .contains("1 file");
        assertThat(text(".ac-desk .ac-customer")).contains("Ada Archer").contains("Pro 2026").contains("Bought on")
                .contains("Entitled").contains("No other request");
        assertThat(text(".ac-decisions")).contains("Two years from the purchase").contains("by rule");
        PlaywrightAssertions.assertThat(page.locator(".ac-articles li").first())
                .containsText("Merge duplicate persons");

        conversation.nth(0).locator("text=Show what it quotes").click();
        assertThat(conversation.nth(0).innerText()).contains("Support wrote");
        conversation.nth(3).locator("summary").click();
        assertThat(conversation.nth(3).innerText()).contains("tree ä.html");
        conversation.nth(3).locator("text=Show as designed").click();
        PlaywrightAssertions.assertThat(conversation.nth(3).frameLocator("iframe").locator("p"))
                .containsText("How do I merge two persons?");
        screenshot("answer-request-open");
    }

    @ParameterizedTest
    @CsvSource({"1366,768", "1920,1080"})
    void isOneScreenAlsoWithTenLongMessages(int width, int height) {
        Request former = fixture.requests.open(Channel.MAIL, request.customerAddress(), "Ada Archer",
                "Where is my key?", "en", null);
        for (int i = 0; i < 8; i++) {
            messages.receive(request.number(), IncomingMessage.written(request.customerAddress(), "Ada Archer",
                    "Re: Merging", ("Message " + i + ". I tried it again and it still fails when I merge. ").repeat(30),
                    List.of()));
        }
        page.setViewportSize(width, height);
        open(task);

        assertThat(page.locator(".ac-message").count()).isEqualTo(12);
        for (String seen : List.of(".ac-message >> nth=0", "#ac-text", ".ac-send", "#ac-outcome", ".ac-show-preview",
                ".ac-desk .ac-customer .ac-badge", ".ac-licences", ".ac-earlier a", ".ac-facts", "#ac-query")) {
            var box = page.locator(seen).first().boundingBox();
            assertThat(box.y).as(seen).isNotNegative();
            assertThat(Math.min(box.y + box.height, box.y + 40)).as(seen + " ends above the foot")
                    .isLessThan(height - 24);
        }
        assertThat(text(".ac-message >> nth=0")).contains("Message 7.");
        assertThat(page.locator(".ac-message[open]").count()).as("the newest alone is open").isEqualTo(1);
        assertThat(text(".ac-earlier")).contains("Where is my key?");
        assertThat(page.locator(".ac-earlier a").getAttribute("href"))
                .endsWith("/camunda/api/aftercare/requests/" + former.number() + "/conversation");
        assertThat(text(".ac-order")).contains("Europe/Paris");
        screenshot("answer-request-" + width);
        PlaywrightAssertions.assertThat(page.locator("#ac-text")).isFocused();
        page.keyboard().press("Tab");
        PlaywrightAssertions.assertThat(page.locator(".ac-send")).isFocused();
        assertThat(new AxeBuilder(page).setLegacyMode(true).include(".ac-desk")
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze().getViolations())
                .as("findings of axe").isEmpty();
    }

    @Test
    void sendsByKeyAndOffersTheNextTaskOfTheList() {
        Request other = fixture.request("bea@customer.example", "My tree is gone", "Where is it?");
        fixture.taskOf(other, "UserTask_AnswerRequest", FORM, Map.of("kind", "USE", "subject", "My tree is gone"));
        open(task);
        page.fill("#ac-text", "Like this.");
        page.keyboard().press("Control+Enter");

        PlaywrightAssertions.assertThat(page.locator(".ac-sent")).containsText("Answer sent to Ada Archer.");
        PlaywrightAssertions.assertThat(page.locator(".ac-next")).isFocused();
        screenshot("answer-request-sent");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator(".ac-content")).isVisible();
        PlaywrightAssertions.assertThat(page.locator(".ac-next")).hasCount(0);
        PlaywrightAssertions.assertThat(page.locator(".ac-sent")).containsText("Undo");
        assertCompleted(Map.of("answerOutcome", "ANSWER", "kind", "USE"));
    }

    @Test
    void formatsByKeysAndPasteAndShowsTheMailBeforehand() {
        open(task);
        Locator text = page.locator("#ac-text");
        text.pressSequentially("Save first");
        page.keyboard().press("Shift+Control+ArrowLeft");
        page.keyboard().press("Control+b");
        page.keyboard().press("End");
        page.keyboard().press("Enter");
        text.pressSequentially("- one");
        page.keyboard().press("Enter");
        text.pressSequentially("two");
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        assertThat(text.inputValue()).isEqualTo("Save **first**\n- one\n- two\n\n");
        paste(Map.of("text/html",
                "<meta charset=utf-8><p>Open <b>Reports</b> on <a href='https://a.example/x' onclick=evil()>"
                        + "this page</a><script>evil()</script>:</p><ol><li>Style<ul><li>Old</li></ul></li>"
                        + "<li>Print</li></ol>"
                        + "<blockquote>None has it</blockquote><a href='javascript:evil()'>end</a>"
                        + "<b style='font-weight:normal'>ing</b>",
                "text/plain", "plain"));
        assertThat(text.inputValue()).isEqualTo("Save **first**\n- one\n- two\n\nOpen **Reports** on [this page]"
                + "(https://a.example/x):\n\n1. Style\n  - Old\n2. Print\n\n> None has it\n\nending");
        page.keyboard().press("Control+z");
        assertThat(text.inputValue()).as("pasting is undone by the browser").startsWith("Save **first**")
                .doesNotContain("Reports");
        page.keyboard().press("Control+Shift+z");
        pastePicture();
        PlaywrightAssertions.assertThat(page.locator(".ac-draft-files")).containsText("picture-");

        page.click(".ac-show-preview");

        var mail = page.frameLocator(".ac-preview iframe");
        PlaywrightAssertions.assertThat(mail.locator("strong >> text=first")).isVisible();
        PlaywrightAssertions.assertThat(mail.locator("body")).containsText("Hello Ada Archer,");
        PlaywrightAssertions.assertThat(mail.locator("body")).containsText("uma Tester");
        PlaywrightAssertions.assertThat(mail.locator("li >> text=one")).isVisible();
        PlaywrightAssertions.assertThat(mail.locator("a[href]")).hasCount(0);
        PlaywrightAssertions.assertThat(page.locator(".ac-preview-files img")).isVisible();
        assertThat(page.locator(".ac-preview iframe").getAttribute("sandbox")).isEmpty();
        screenshot("answer-request-preview");
        page.click(".ac-as-text");
        PlaywrightAssertions.assertThat(page.locator(".ac-preview pre")).containsText("Save *first*");
        PlaywrightAssertions.assertThat(page.locator(".ac-preview pre"))
                .containsText("Open *Reports* on this page (https://a.example/x):");
        page.keyboard().press("Escape");
        PlaywrightAssertions.assertThat(text).isFocused();
        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count()).as("nothing was sent").isEqualTo(1);
    }

    @Test
    void keepsTheDraftAndSaysWhatHappenedWhenTheRequestEnds() {
        open(task);
        page.fill("#ac-text", "Half an ans");
        await().untilAsserted(() -> assertThat(drafts.find(request.number())).isPresent());
        fixture.runtime.deleteProcessInstance(task.getProcessInstanceId(), "withdrawn");
        drafts.discard(request.number());
        fixture.requests.close(request.number(), Outcome.WITHDRAWN);

        page.locator("#ac-text").pressSequentially("wer");

        PlaywrightAssertions.assertThat(page.locator(".ac-ended"))
                .containsText("Request " + request.number() + " has ended: Withdrawn. Nothing was sent.");
        assertThat(page.inputValue("#ac-text")).isEqualTo("Half an answer");
        assertThat(drafts.find(request.number()).map(Drafts.Draft::text)).contains("Half an answer");
        screenshot("answer-request-ended");
    }

    @Test
    void answersByMailWithArticleAndFileAndDraft() {
        open(task);
        page.fill("#ac-text", "Dear Ada,\n");
        Locator article =
                page.locator(".ac-articles li", new Page.LocatorOptions().setHasText("Merge duplicate persons"));
        article.locator("text=Insert").click();
        assertThat(page.inputValue("#ac-text")).as("its passage and where it stands").startsWith("Dear Ada,\n")
                .contains("choose Merge duplicates and pick the second person.")
                .containsPattern("\\n\\n\\[Merge duplicate persons]\\(http[^)]+\\)\n$");
        page.fill("#ac-text", "Dear Ada,\nMerge them: ");
        article.locator("text=Link").click();
        assertThat(page.inputValue("#ac-text"))
                .matches("Dear Ada,\nMerge them: \\[Merge duplicate persons]\\(http[^)]+\\)");
        assertThat(knowledge.linkedIn(page.inputValue("#ac-text"))).as("by which its use is recorded").hasSize(1);
        PlaywrightAssertions.assertThat(page.locator("#ac-draft")).containsText("Draft saved");
        assertThat(drafts.find(request.number()).orElseThrow().text()).startsWith("Dear Ada,\nMerge");
        page.setInputFiles(".ac-upload",
                new FilePayload("steps.txt", "text/plain", "1. Merge".getBytes(StandardCharsets.UTF_8)));
        PlaywrightAssertions.assertThat(page.locator(".ac-draft-files")).containsText("steps.txt");
        screenshot("answer-request-written");

        open(task);
        PlaywrightAssertions.assertThat(page.locator("#ac-text"))
                .hasValue(drafts.find(request.number()).orElseThrow().text());
        assertThat(text(".ac-draft-files")).contains("steps.txt");
        String long_ = "A long explanation. ".repeat(400);
        page.fill("#ac-text", long_);
        complete();

        assertCompleted(Map.of("answerOutcome", "ANSWER", "kind", "USE"));
        assertThat(drafts.find(request.number()).orElseThrow().text()).isEqualTo(long_);
        assertThat(drafts.attachments(request.number())).hasSize(1);
        assertThat(messages.pending(request.number())).isEmpty();
    }

    @Test
    void refusesWhatIsIncompleteAndSaysWhere() {
        open(task);

        complete();
        PlaywrightAssertions.assertThat(page.locator(".ac-error")).hasText("Write the mail to the customer.");
        choose("Problem of a third party");
        assertThat(page.locator("#ac-text").isVisible()).as("words that go with the letter of the rule").isTrue();
        complete();
        PlaywrightAssertions.assertThat(page.locator(".ac-error")).hasText("Choose where the problem comes from.");
        screenshot("answer-request-refused");
        choose("Wrong kind of assistance");
        assertThat(page.locator("#ac-text").isVisible()).as("no mail is sent").isFalse();
        assertThat(page.locator("#ac-kind option").allInnerTexts()).containsExactly("Choose …", "Commercial",
                "Technical");
        complete();
        PlaywrightAssertions.assertThat(page.locator(".ac-error")).hasText("Choose the right kind of assistance.");
        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);

        choose("Problem of a third party");
        page.selectOption("#ac-origin", "ANTIVIRUS");
        complete();
        assertCompleted(Map.of("answerOutcome", "THIRD_PARTY", "origin", "ANTIVIRUS", "kind", "USE"));
    }

    @Test
    void handsOverToAnotherKind() {
        open(task);
        choose("Wrong kind of assistance");
        page.selectOption("#ac-kind", "TECHNICAL");
        complete();

        assertCompleted(Map.of("answerOutcome", "WRONG_KIND", "kind", "TECHNICAL"));
    }

    @Test
    void holdsBackAnAnswerUntilTheNewMessageWasSeen() {
        open(task);
        page.fill("#ac-text", "Like this.");
        Message late = messages.receive(request.number(), IncomingMessage.written("ada@customer.example", "Ada Archer",
                "Re: Merge", "Too late, I found it.", List.of()));

        complete();

        Locator held = page.locator(".ac-held");
        PlaywrightAssertions.assertThat(held).containsText("The customer has written again");
        PlaywrightAssertions.assertThat(held.locator(".ac-since")).containsText("Too late, I found it.");
        PlaywrightAssertions.assertThat(page.locator("[data-message='" + late.id() + "']"))
                .containsText("Too late, I found it.");
        assertThat(page.inputValue("#ac-text")).isEqualTo("Like this.");
        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
        screenshot("answer-request-held-back");
        complete();
        assertCompleted(Map.of("answerOutcome", "ANSWER", "kind", "USE"));
    }

    @Test
    void asksWhichOfTwoTextsShouldStay() {
        drafts.save(request.number(), "ugo", "Ugo began this.");
        open(task);
        PlaywrightAssertions.assertThat(page.locator("#ac-draft")).containsText("Draft by ugo Tester");
        drafts.save(request.number(), "ugo", "Ugo went on in another window.");

        page.fill("#ac-text", "Uma's text.");

        Locator conflict = page.locator(".ac-conflict");
        PlaywrightAssertions.assertThat(conflict).containsText("ugo Tester saved another text in the meantime.");
        assertThat(drafts.find(request.number()).orElseThrow().author()).isEqualTo("ugo");
        conflict.locator("text=Keep mine").click();
        await().untilAsserted(
                () -> assertThat(drafts.find(request.number()).map(Drafts.Draft::text)).contains("Uma's text."));
    }

    @Test
    void aTaskNobodyHasIsTakenByWriting() {
        fixture.tasks.setAssignee(task.getId(), null);
        open(task);
        PlaywrightAssertions.assertThat(page.locator(".ac-claim")).containsText("as soon as you write");

        page.locator("#ac-text").pressSequentially("Mine now.");

        PlaywrightAssertions.assertThat(page.locator(".ac-claim")).isHidden();
        await().untilAsserted(() -> assertThat(assignee()).isEqualTo("uma"));
        await().untilAsserted(
                () -> assertThat(drafts.find(request.number()).map(Drafts.Draft::text)).contains("Mine now."));
        assertThat(page.locator("#ac-text").inputValue()).isEqualTo("Mine now.");
    }

    @Test
    void aTaskThatAColleagueTookMeanwhileLeavesWhatWasWrittenAndSaysWhoseItIs() {
        fixture.tasks.setAssignee(task.getId(), null);
        open(task);
        PlaywrightAssertions.assertThat(page.locator(".ac-claim")).containsText("as soon as you write");
        fixture.tasks.setAssignee(task.getId(), "ugo");

        page.locator("#ac-text").pressSequentially("Too late.");

        PlaywrightAssertions.assertThat(page.locator(".ac-claim")).containsText("belongs to ugo Tester");
        PlaywrightAssertions.assertThat(page.locator(".ac-claim")).containsText("What you wrote stays in this window");
        assertThat(page.locator("#ac-text").isEditable()).isFalse();
        // The rest of the sentence may have come when the task was known to be the colleague's.
        assertThat(page.locator("#ac-text").inputValue()).startsWith("T");
        assertThat(assignee()).isEqualTo("ugo");
        assertThat(drafts.find(request.number())).isEmpty();
        // The engine refuses the claim, and Tasklist's console says so.
        PAGES.errors().removeIf(error -> error.contains("/claim") || error.contains("status of 500"));
    }

    private String assignee() {
        return fixture.tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee();
    }

    @Test
    void keepsANoteForColleagues() {
        open(task);
        page.fill("#ac-note", "She called, too.");
        page.click("text=Add note");

        PlaywrightAssertions.assertThat(page.locator(".ac-message").first()).containsText("She called, too.");
        Message note = messages.of(request.number()).get(4);
        assertThat(note.author()).isEqualTo("uma");
        assertThat(note.textBody()).isEqualTo("She called, too.");
    }

    @Test
    void writesToAThirdPartyAndShowsWhatComesBackApart() {
        open(task);
        page.click(".ac-ask-third");
        var dialog = page.locator(".ac-write-side");
        dialog.getByText("Send to the third party").click();
        PlaywrightAssertions.assertThat(dialog.locator("[role=alert]")).containsText("Write the mail address of whom");
        dialog.getByLabel("To").fill(request.customerAddress());
        dialog.getByLabel("Mail", new Locator.GetByLabelOptions().setExact(true)).fill("Is this known?");
        dialog.getByText("without personal data").click();
        PlaywrightAssertions.assertThat(dialog.locator("textarea"))
                .hasValue(Pattern.compile("Is this known\\?\\n\\n> .+"));
        page.keyboard().press("Control+Enter");
        PlaywrightAssertions.assertThat(dialog.locator("[role=alert]")).containsText("takes part in the request");
        dialog.getByLabel("To").fill("help@maker.example");
        dialog.getByText("tree ä.html").click();
        screenshot("third-party");
        dialog.getByText("Send to the third party").click();
        PlaywrightAssertions.assertThat(dialog).hasCount(0);
        PlaywrightAssertions.assertThat(page.locator(".ac-sides")).containsText("no reply yet");
        PlaywrightAssertions.assertThat(page.locator(".ac-message.ac-third").first())
                .containsText("To a third party, help@maker.example, uma Tester");

        SideConversation begun = sides.of(request.number()).get(0);
        assertThat(messages.of(request.number())).filteredOn(message -> message.direction() == Direction.SIDE_OUT)
                .singleElement().satisfies(letter -> assertThat(attachments.of(letter.id())).hasSize(1));
        sides.receive(begun, IncomingMessage.written("dev@maker.example", "Max Maker", "Re: Merge duplicates",
                "Please use 7.3.", List.of()));
        open(task);
        PlaywrightAssertions.assertThat(page.locator(".ac-sides"))
                .containsText(Pattern.compile("has replied.*Replies came from dev@maker.example"));
        PlaywrightAssertions.assertThat(page.locator(".ac-message.ac-third").first())
                .containsText("Third party: Max Maker");
        screenshot("third-party-replied");
        page.locator(".ac-sides").getByText("Done").click();
        PlaywrightAssertions.assertThat(page.locator(".ac-sides .ac-muted").first()).hasText("done");
        assertThat(sides.of(request.number()).get(0).endedBy()).isEqualTo("uma");
    }

    @Test
    void theConversationPageOfTheOtherFormsShowsTheSame() {
        page.navigate(
                "http://localhost:" + port + "/camunda/api/aftercare/requests/" + request.number() + "/conversation");

        assertThat(page.title()).isEqualTo(request.number() + ": Merging duplicates after an import");
        assertThat(page.locator("article").allInnerTexts()).hasSize(4).first().asString().contains("Ada Archer")
                .contains("How do I merge two persons?");
        assertThat(text(".facts")).contains("Use of the software").contains("Heirloom 2026")
                .contains("We are working on it").contains("Times are those of Europe/Paris");
        assertThat(text("table")).contains("Entitlement").contains("Entitled").contains("Two years from the purchase")
                .contains("by rule").doesNotContain("ENTITLED");
        screenshot("conversation");
        page.click("text=Back to Tasklist");
        page.waitForSelector("text=Keyboard Shortcuts");
    }

    @Test
    void nothingAStrangerWroteRunsInTheForm() {
        messages.receive(request.number(),
                new IncomingMessage(null, null, null, "eve@customer.example", "<img src=x onerror=evil()>",
                        null, "x", "{{constructor.constructor('evil()')()}}", "{{constructor.constructor('evil()')()}}",
                        "<p>hi</p><script>parent.evil()</script><img src=x onerror=parent.evil()>", null, false,
                        List.of()));
        page.exposeFunction("evil", arguments -> PAGES.errors().add("a stranger's script ran"));
        open(task);
        Locator last = page.locator(".ac-message").first();

        assertThat(last.innerText()).contains("{{constructor.constructor('evil()')()}}").contains("<img src=x");
        last.locator("text=Show as designed").click();
        PlaywrightAssertions.assertThat(last.frameLocator("iframe").locator("p")).hasText("hi");
    }

    // ---- steps

    private void aRequestWithAHistory() {
        String address = "ada-" + Long.toHexString(System.nanoTime()) + "@customer.example";
        articleImports.importMarkdown(Map.of("en/merge.md", ("---\ntitle: Merge duplicate persons\nlanguage: en\n---\n"
                + "Open the person, choose Merge duplicates and pick the second person.")
                .getBytes(StandardCharsets.UTF_8)),
                "desk", "en", false);
        request = fixture.request(address, "Merging duplicates after an import",
                "How do I merge two persons?\nThey are the same.");
        fixture.requests.triage(request.number(),
                new TriageResult(Kind.USE, "en", "heirloom", "2026", null, false, false, 0.9, true, Decision.PROCESS));
        decisions.record(request.number(), "entitlement", "ENTITLED", "Two years from the purchase (policy rule 2)",
                "Bought on 1 June 2026, open until 1 June 2028.", "process");
        outgoing.queue(request, new OutgoingMessage(Purpose.ARTICLE_OFFER, "Re: Merging", "These articles may help.",
                null, true, null, List.of()));
        messages.note(request.number(), "ugo", "Knows the program well.");
        task = fixture.taskOf(request, "UserTask_AnswerRequest", FORM,
                Map.of("kind", "USE", "requestNumber", request.number().toString()));
        fixture.tasks.setAssignee(task.getId(), "uma");
        messages.receive(request.number(),
                new IncomingMessage(null, null, null, address, "Ada Archer", null, "Re: Merging",
                        "Not helped.\n\n> Support wrote:\n> These articles may help.", "Not helped.", null, null, false,
                        List.of()));
        licenceOf(address);
    }

    private void licenceOf(String address) {
        imports.loadProducts("product,name,aliases,version,released,on_sale\nheirloom,Heirloom,,2026,2025-11-03,true\n"
                .getBytes(StandardCharsets.UTF_8), false);
        licences.register(
                new Licence("HEI-" + address.substring(4, 12).toUpperCase(), "O-77", address, "heirloom", "Pro", "2026",
                        LocalDate.now().minusMonths(5)),
                "Ada Archer", "en");
    }

    private void open(Task opened) {
        for (int tried = 0; tried < TRIES; tried++) {
            TasklistBrowser.open(page, "http://localhost:" + port + "/camunda/app/tasklist/default/#/?task="
                    + opened.getId());
            if (TasklistBrowser.appears(page, ".ac-content:not([hidden])")) {
                return;
            }
        }
        throw new AssertionError("The form does not open: " + page.locator("body").innerText());
    }

    private void paste(Map<String, String> clipboard) {
        page.locator("#ac-text").evaluate("""
                (text, clipboard) => {
                  const data = new DataTransfer();
                  Object.entries(clipboard).forEach(([type, words]) => data.setData(type, words));
                  const how = { clipboardData: data, bubbles: true, cancelable: true };
                  text.dispatchEvent(new ClipboardEvent('paste', how));
                }""", clipboard);
    }

    private void pastePicture() {
        page.locator("#ac-text").evaluate("""
                text => new Promise(done => {
                  const canvas = document.createElement('canvas');
                  canvas.getContext('2d').fillRect(0, 0, 60, 60);
                  canvas.toBlob(picture => {
                    const data = new DataTransfer();
                    data.items.add(new File([picture], 'image.png', { type: 'image/png' }));
                    const how = { clipboardData: data, bubbles: true, cancelable: true };
                    text.dispatchEvent(new ClipboardEvent('paste', how));
                    done();
                  });
                })""");
    }

    private void choose(String outcome) {
        page.selectOption("#ac-outcome", new SelectOption().setLabel(outcome));
    }

    private void complete() {
        page.click(".ac-send");
    }

    private void assertCompleted(Map<String, Object> variables) {
        await().untilAsserted(() -> {
            fixture.letLeave(request);
            assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count())
                    .as(() -> "open tasks; the form says: " + text(".ac-error")).isZero();
        });
        assertThat(history.createHistoricVariableInstanceQuery().processInstanceId(task.getProcessInstanceId()).list()
                .stream()
                .filter(variable -> !variable.getName().equals("requestNumber"))
                .collect(Collectors.toMap(variable -> variable.getName(), variable -> variable.getValue())))
                .isEqualTo(variables);
    }

    /** What is shown now; never waits for something that may just have gone. */
    private String text(String selector) {
        return page.locator(selector).allInnerTexts().stream().findFirst().orElse("");
    }

    private void screenshot(String name) {
        String folder = System.getProperty("desk.pictures");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
    }
}
