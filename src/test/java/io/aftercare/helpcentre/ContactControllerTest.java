package io.aftercare.helpcentre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.knowledge.Feedback;
import io.aftercare.process.LearningConsent;
import io.aftercare.process.RequestProcess;
import io.aftercare.process.SuspendedInEngineException;
import jakarta.servlet.http.Cookie;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

/** The contact form in its steps. */
@HelpCentreTest
class ContactControllerTest {

    private static final String ANSWERED_BY_ARTICLE = "How do I merge duplicate persons?";
    private static final String ANSWERED_BY_NONE = "Zxqv wibble quux";

    @Autowired
    private LearningConsent consent;
    @Autowired
    private MockMvc web;
    @Autowired
    private RequestProcess process;
    @Autowired
    private Feedback feedback;
    @Autowired
    private PlayedProcess played;
    @Autowired
    private ContactDrafts drafts;
    @Autowired
    private JdbcClient jdbc;

    private final String email = UUID.randomUUID() + "@example.org";
    /** What the browser of this test keeps. */
    private final Map<String, Cookie> cookies = new HashMap<>();

    @BeforeEach
    void play() {
        played.play();
    }

    @Test
    void asksForEachFieldThatIsMissingOnTopAndBesideIt() throws Exception {
        var response = answer(form("", "").param("email", "nonsense").param("language", "en"));

        assertThat(response.getStatus()).isEqualTo(422);
        Document page = page(response);
        assertThat(page.title()).startsWith("Error:");
        assertThat(page.select(".summary a").eachAttr("href")).containsExactly("#subject", "#text", "#email");
        for (Element link : page.select(".summary a")) {
            Element field = page.getElementById(link.attr("href").substring(1));
            assertThat(field.attr("aria-invalid")).isEqualTo("true");
            assertThat(field.attr("aria-describedby")).contains(field.id() + "-error");
            assertThat(page.getElementById(field.id() + "-error").text()).isEqualTo(link.text());
            assertThat(page.select("label[for=" + field.id() + "]")).hasSize(1);
        }
        verify(process, never()).begin(any(), any(), any(), any());
    }

    @Test
    void saysWhatIsWrongInFrenchToo() throws Exception {
        Document page = page(answer(form("", "x").param("lang", "fr").param("email", email).param("language", "fr")));
        assertThat(page.select(".summary li").text()).isEqualTo("Dites en quelques mots de quoi il s’agit");
        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("fr");
    }

    @Test
    void sendsAtOnceWhatNoArticleAnswers() throws Exception {
        var response = answer(complete(ANSWERED_BY_NONE).param("name", "Marie").param("licenceKey", "LGN-PRO-1")
                .param("language", "fr"));
        String sent = response.getRedirectedUrl();
        assertThat(sent).matches("/contact/[0-9a-f]{32}/sent");

        var message = ArgumentCaptor.forClass(IncomingMessage.class);
        verify(process).begin(eq(Channel.WEB), message.capture(), eq("fr"), isNull());
        assertThat(message.getValue().fromAddress()).isEqualTo(email);
        assertThat(message.getValue().fromName()).isEqualTo("Marie");
        assertThat(message.getValue().subject()).isEqualTo(ANSWERED_BY_NONE);
        assertThat(message.getValue().textBody())
                .isEqualTo(ANSWERED_BY_NONE + "\n\nClé de licence ou numéro de commande\u00a0: LGN-PRO-1");
        assertThat(page(sent).select(".number").text()).matches("AC-\\d{6}");
        assertThat(page(sent).select("main").text())
                .containsPattern(
                        "we mean to do so by (Mon|Tues|Wednes|Thurs|Fri)day,? \\d{1,2} [A-Z][a-z]+ \\d{4} at the "
                                + "latest");
    }

    /** As while an administrator has suspended the process in Cockpit. */
    @ParameterizedTest
    @CsvSource({"en, 'We cannot take requests at the moment.'",
            "fr, 'Nous ne pouvons pas recevoir de demande pour le moment.'"})
    void keepsWhatWasWrittenWhileNoRequestCanBegin(String language, String sentence) throws Exception {
        doThrow(SuspendedInEngineException.class).when(process).begin(any(), any(), any(), any());
        var response = answer(complete(ANSWERED_BY_NONE).param("language", language).param("lang", language));
        assertThat(response.getStatus()).isEqualTo(503);
        Document page = page(response);
        assertThat(page.select(".summary li").text()).startsWith(sentence);
        assertThat(page.getElementById("text").text()).isEqualTo(ANSWERED_BY_NONE);

        reset(process);
        played.play();
        String token = page.select("input[name=draft]").val();
        assertThat(answer(complete(ANSWERED_BY_NONE).param("language", language).param("draft", token))
                .getRedirectedUrl()).isEqualTo("/contact/" + token + "/sent");
    }

    @Test
    void offersArticlesFirstAndLosesNothingUntilItIsSent() throws Exception {
        var response = answer(complete(ANSWERED_BY_ARTICLE).file(file("tree.txt", 100)).param("language", "en"));
        String articles = response.getRedirectedUrl();
        assertThat(articles).matches("/contact/[0-9a-f]{32}/articles");
        verify(process, never()).begin(any(), any(), any(), any());
        assertThat(page(articles).select(".hits a").eachAttr("href")).containsExactly("/articles/test:merge");

        String token = articles.split("/")[2];
        Document form = page("/contact?draft=" + token);
        assertThat(form.getElementById("text").text()).isEqualTo(ANSWERED_BY_ARTICLE);
        assertThat(form.getElementById("email").val()).isEqualTo(email);
        assertThat(form.select(".kept .file").text()).isEqualTo("tree.txt");

        assertThat(answer(post("/contact/" + token + "/send")).getRedirectedUrl())
                .isEqualTo("/contact/" + token + "/sent");
        var message = ArgumentCaptor.forClass(IncomingMessage.class);
        verify(process).begin(any(), message.capture(), any(), any());
        assertThat(message.getValue().attachments()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("tree.txt");
            assertThat(file.mediaType()).isEqualTo("text/plain");
            assertThat(file.content()).hasSize(100);
        });
    }

    @Test
    void tellsTheProcessWhoDeclinedTheArticles() throws Exception {
        String articles = answer(complete(ANSWERED_BY_ARTICLE).param("language", "en")).getRedirectedUrl();
        String shown = page(articles).select("form[action$=/send] input[name=shown]").val();
        assertThat(shown).isEqualTo("test:merge");

        answer(post("/contact/" + articles.split("/")[2] + "/send").param("shown", shown));

        verify(process).beginAfterHelp(eq(Channel.WEB), any(), eq("en"));
        verify(process, never()).begin(any(), any(), any(), any());
    }

    @Test
    void whoSaysNoIsNotLearnedFromWhateverTheFormBecomes() throws Exception {
        assertThat(page("/contact").select("#noLearning[checked]")).isEmpty();
        assertThat(page("/contact").select("form#contact").text()).contains("You can say no here")
                .doesNotContain("only to answer");
        String articles = answer(complete(ANSWERED_BY_ARTICLE).param("language", "en").param("noLearning", "true"))
                .getRedirectedUrl();
        String token = articles.split("/")[2];
        assertThat(page("/contact?draft=" + token).select("#noLearning[checked]")).as("kept").hasSize(1);
        answer(post("/contact/" + token + "/send").param("shown", "test:merge"));
        verify(process).beginAfterHelp(eq(Channel.WEB), any(), eq("en"));
        verify(feedback, never()).shown(any(), any(), any(), any(), any());
        verify(feedback, never()).formNotSolved(any(), anyLong());
        assertThat(consent.refused(email.toUpperCase(java.util.Locale.ROOT))).isTrue();

        // a later form without a word about it changes nothing, and what solved it is not kept either
        token = answer(complete(ANSWERED_BY_ARTICLE).param("language", "en")).getRedirectedUrl().split("/")[2];
        answer(post("/contact/solved").param("draft", token).param("article", "test:merge"));
        verify(feedback, never()).formSolved(any());
        assertThat(consent.refused(email)).isTrue();
    }

    @Test
    void whoWasShownOtherArticlesHasNotDeclinedThoseThatAnswerNow() throws Exception {
        String token = answer(complete(ANSWERED_BY_ARTICLE).param("language", "en")).getRedirectedUrl().split("/")[2];
        answer(post("/contact/" + token + "/send").param("shown", "test:calendar"));
        verify(process).begin(any(), any(), any(), any());
        verify(process, never()).beginAfterHelp(any(), any(), any());
    }

    @Test
    void isSentOnceHoweverOftenTheButtonIsPressed() throws Exception {
        String token = drafts.newToken();
        for (int i = 0; i < 2; i++) {
            assertThat(
                    answer(complete(ANSWERED_BY_NONE).param("language", "en").param("draft", token)).getRedirectedUrl())
                    .isEqualTo("/contact/" + token + "/sent");
            assertThat(answer(post("/contact/" + token + "/send")).getRedirectedUrl())
                    .isEqualTo("/contact/" + token + "/sent");
        }
        verify(process, times(1)).begin(any(), any(), any(), any());
    }

    @Test
    void whatIsWrittenAnewInAFormAlreadySentIsAnotherRequest() throws Exception {
        String token = drafts.newToken();
        answer(complete(ANSWERED_BY_NONE).param("language", "en").param("draft", token));
        String second = answer(complete(ANSWERED_BY_NONE + " too").param("language", "en").param("draft", token))
                .getRedirectedUrl();
        assertThat(second).endsWith("/sent").doesNotContain(token);
        verify(process, times(2)).begin(any(), any(), any(), any());
    }

    @Test
    void sendsNothingAndKeepsNothingWhenAnArticleSolvedIt() throws Exception {
        String token = answer(complete(ANSWERED_BY_ARTICLE).file(file("a.txt", 1)).param("language", "en"))
                .getRedirectedUrl().split("/")[2];
        assertThat(
                answer(post("/contact/solved").param("draft", token).param("article", "test:merge")).getRedirectedUrl())
                .isEqualTo("/contact/solved");
        verify(feedback).shown(token, ANSWERED_BY_ARTICLE + "\n" + ANSWERED_BY_ARTICLE, List.of(email), "en",
                List.of("test:merge"));
        verify(feedback).formSolved(token);
        verify(process, never()).begin(any(), any(), any(), any());
        assertThat(drafts.find(new DraftKey(token, cookies.get(DraftCookie.NAME).getValue()))).isEmpty();
        assertThat(answer(get("/contact/" + token + "/articles")).getStatus()).isEqualTo(404);
        assertThat(answer(post("/contact/" + token + "/send")).getStatus()).isEqualTo(404);
    }

    @Test
    void neverSaysThatNothingWasSentOfAFormThatWasSent() throws Exception {
        String token = answer(complete(ANSWERED_BY_ARTICLE).param("language", "en")).getRedirectedUrl().split("/")[2];
        answer(post("/contact/" + token + "/send").param("shown", "test:merge"));
        assertThat(
                answer(post("/contact/solved").param("draft", token).param("article", "test:merge")).getRedirectedUrl())
                .isEqualTo("/contact/" + token + "/sent");
        verify(feedback, never()).formSolved(any());
    }

    @Test
    void countsAnArticleOnlyForAFormThatItAnswers() throws Exception {
        assertThat(answer(post("/contact/solved").param("draft", drafts.newToken()).param("article", "test:merge")
                .param("text", ANSWERED_BY_NONE).param("language", "en")).getRedirectedUrl())
                .isEqualTo("/contact/solved");
        verify(feedback, never()).formSolved(any());
    }

    @Test
    void thanksARobotThatSaysAgainAndAgainThatAnArticleSolvedItButCountsItOnlySoOften() throws Exception {
        for (int i = 0; i < 105; i++) {
            assertThat(answer(post("/contact/solved").param("draft", drafts.newToken()).param("article", "test:merge")
                    .param("text", ANSWERED_BY_ARTICLE).param("language", "en")).getRedirectedUrl())
                    .isEqualTo("/contact/solved");
        }
        verify(feedback, times(100)).formSolved(any());
    }

    @Test
    void sendsAtOnceWhenAllThatAnswersWasShownBesideTheForm() throws Exception {
        var response = answer(complete(ANSWERED_BY_ARTICLE).param("language", "en").param("shown", "test:merge"));
        assertThat(response.getRedirectedUrl()).endsWith("/sent");
        verify(process).beginAfterHelp(eq(Channel.WEB), any(), eq("en"));
        verify(feedback).shown(any(), any(), any(), eq("en"), eq(List.of("test:merge")));
        verify(feedback).formNotSolved(any(), anyLong());
        verify(feedback, never()).formSolved(any());
    }

    @Test
    void showsSizesAsTheLanguageWritesThem() throws Exception {
        Document page =
                page(answer(form("", "").file(file("a.txt", 1500)).file(file("big.txt", 3000)).param("lang", "fr")));
        assertThat(page.select(".kept .meta").text()).isEqualTo("2 ko");
        assertThat(page.select(".summary").text()).contains("« big.txt » dépasse 2 ko");
        assertThat(page.getElementById("files-hint").text()).contains("3 fichiers au plus",
                "2 ko chacun et 4 ko ensemble");
    }

    @Test
    void keepsTheFilesThatMayBeKeptAndNamesTheOthers() throws Exception {
        Document page = page(answer(complete(ANSWERED_BY_NONE).file(file("good.txt", 10)).file(file("big.txt", 3000))
                .file(file("empty.txt", 0)).param("language", "en")));
        assertThat(page.select(".kept .file").text()).isEqualTo("good.txt");
        assertThat(page.select(".summary li").eachText()).hasSize(2)
                .anyMatch(text -> text.contains("“big.txt” is larger than 2 kB"))
                .anyMatch(text -> text.contains("“empty.txt” is empty"));
        assertThat(page.getElementById("text").text()).isEqualTo(ANSWERED_BY_NONE);

        String token = page.selectFirst("input[name=draft]").val();
        var many = complete(ANSWERED_BY_NONE).file(file("2.txt", 10)).file(file("3.txt", 10)).file(file("4.txt", 10))
                .param("draft", token).param("language", "en");
        Document tooMany = page(answer(many));
        assertThat(tooMany.select(".kept .file").eachText()).containsExactly("good.txt", "2.txt", "3.txt");
        assertThat(tooMany.select(".summary li").text()).contains("at most 3 files");
        verify(process, never()).begin(any(), any(), any(), any());

        String remove = tooMany.select(".kept button").get(1).val();
        String form =
                answer(complete(ANSWERED_BY_NONE).param("draft", token).param("language", "en").param("remove", remove))
                        .getRedirectedUrl();
        assertThat(page(form).select(".kept .file").eachText()).containsExactly("good.txt", "3.txt");
    }

    @Test
    void makesFileNamesHarmless() throws Exception {
        answer(complete(ANSWERED_BY_NONE)
                .file(new MockMultipartFile("files", "..\\..\\e\u202egpj.exe\n", "not a type", new byte[9]))
                .param("language", "en"));
        var message = ArgumentCaptor.forClass(IncomingMessage.class);
        verify(process).begin(any(), message.capture(), any(), any());
        assertThat(message.getValue().attachments().get(0).name()).isEqualTo("egpj.exe");
        assertThat(message.getValue().attachments().get(0).mediaType()).isEqualTo("application/octet-stream");
    }

    @Test
    void takesNoRequestFromARobotAndLosesNoneOfAPersonWhoseBrowserFilledTheTrap() throws Exception {
        Document page = page(
                answer(complete(ANSWERED_BY_NONE).param("website", "http://spam.example").param("language", "en")));
        verify(process, never()).begin(any(), any(), any(), any());
        assertThat(page.select(".summary a").attr("href")).isEqualTo("#website");
        assertThat(page.getElementById("text").text()).isEqualTo(ANSWERED_BY_NONE);
        assertThat(page.select(".trap")).isEmpty();
        String token = page.selectFirst("input[name=draft]").val();
        assertThat(answer(complete(ANSWERED_BY_NONE).param("draft", token).param("website", "").param("language", "en"))
                .getRedirectedUrl()).isEqualTo("/contact/" + token + "/sent");
    }

    @Test
    void limitsRequestsOfAMailAddressAndKeepsWhatWasWritten() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(answer(complete(ANSWERED_BY_NONE + i).param("language", "en")).getRedirectedUrl())
                    .endsWith("/sent");
        }
        var response = answer(complete("The eleventh").param("language", "en"));
        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(Integer.parseInt(response.getHeader("Retry-After"))).isBetween(1, 361);
        assertThat(page(response).getElementById("text").text()).isEqualTo("The eleventh");
        verify(process, times(10)).begin(any(), any(), any(), any());
    }

    @Test
    void refusesOurOwnAddress() throws Exception {
        Document page =
                page(answer(form("a", "b").param("email", "Support@Aftercare.example").param("language", "en")));
        assertThat(page.select(".summary li").text()).isEqualTo("This is our own address; enter yours");
    }

    @Test
    void escapesWhatWasTyped() throws Exception {
        Document page = page(answer(form("\"><script>x</script>", "</textarea><script>y</script>").param("email", "no")
                .param("language", "\"><i>")));
        assertThat(page.select("script:not([src]), i")).isEmpty();
        assertThat(page.getElementById("subject").val()).isEqualTo("\"><script>x</script>");
        assertThat(page.getElementById("text").text()).isEqualTo("</textarea><script>y</script>");
    }

    @Test
    void takesTextNoDatabaseColumnWouldTake() throws Exception {
        var response = answer(complete("nul \0 half \ud800 smile \ud83d\ude00").param("language", "en"));
        assertThat(response.getRedirectedUrl()).endsWith("/sent");
        var message = ArgumentCaptor.forClass(IncomingMessage.class);
        verify(process).begin(any(), message.capture(), any(), any());
        assertThat(message.getValue().textBody()).isEqualTo("nul  half  smile \ud83d\ude00");
    }

    /** Who makes a draft and sends its address to somebody else reads nothing of what the other types. */
    @Test
    void anotherBrowserNeitherReadsNorChangesADraft() throws Exception {
        String token = answer(complete(ANSWERED_BY_ARTICLE).file(file("tree.txt", 100)).param("language", "en"))
                .getRedirectedUrl().split("/")[2];
        Map<String, Cookie> mine = anotherBrowser();

        Document form = page("/contact?draft=" + token);
        assertThat(form.getElementById("text").text()).isEmpty();
        assertThat(form.select(".kept")).isEmpty();
        assertThat(form.select("input[name=draft]").eachAttr("value")).isNotEmpty().doesNotContain(token);
        for (var path : List.of("/contact/" + token + "/articles", "/contact/" + token + "/sent")) {
            assertThat(answer(get(path)).getStatus()).as(path).isEqualTo(404);
        }
        assertThat(answer(post("/contact/" + token + "/send")).getStatus()).isEqualTo(404);

        String typed = answer(complete("Secret of the victim").param("draft", token).param("language", "en"))
                .getRedirectedUrl();
        assertThat(typed).doesNotContain(token);
        String remove = answer(complete("Secret of the victim").param("draft", token).param("remove", "1")
                .param("language", "en")).getRedirectedUrl();
        assertThat(remove).doesNotContain(token);
        assertThat(answer(multipart("/contact/language").param("draft", token).param("text", "Secret"))
                .getRedirectedUrl()).doesNotContain(token);
        answer(post("/contact/solved").param("draft", token).param("article", "test:merge"));
        verify(feedback, never()).shown(eq(token), any(), any(), any(), any());

        cookies.clear();
        cookies.putAll(mine);
        Document own = page("/contact?draft=" + token);
        assertThat(own.getElementById("text").text()).isEqualTo(ANSWERED_BY_ARTICLE);
        assertThat(own.select(".kept .file").text()).isEqualTo("tree.txt");
    }

    @Test
    void anotherBrowserIsNotToldOfARequestThatWasSent() throws Exception {
        String sent = answer(complete(ANSWERED_BY_NONE).param("language", "en")).getRedirectedUrl();
        assertThat(page(sent).select(".number").text()).startsWith("AC-");
        anotherBrowser();
        MockHttpServletResponse answer = answer(get(sent));
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentAsString()).doesNotContain(email, "AC-");
    }

    /** Neither the page that says "too many" nor a form with faults is a way to another's files. */
    @Test
    void filesOfAnotherBrowserAreOnNoPage() throws Exception {
        Document kept = page(answer(form("", "x").file(file("secret.txt", 10))));
        String token = kept.selectFirst("input[name=draft]").val();
        assertThat(kept.select(".kept .file").text()).isEqualTo("secret.txt");
        anotherBrowser();
        assertThat(answer(form("", "").param("draft", token)).getContentAsString()).doesNotContain("secret.txt", token);
        for (int i = 0; i < 105; i++) {
            answer(form("", ""));
        }
        MockHttpServletResponse tooMany = answer(form("", "").param("draft", token));
        assertThat(tooMany.getStatus()).isEqualTo(429);
        assertThat(tooMany.getContentAsString()).doesNotContain("secret.txt", token);
    }

    @Test
    void aDraftHasACookieThatScriptsAndOtherSitesDoNotGetAndLookingHasNone() throws Exception {
        for (String path : List.of("/", "/contact", "/contact?draft=" + drafts.newToken(), "/articles?q=merge")) {
            assertThat(answer(get(path)).getHeaders("Set-Cookie")).as(path).isEmpty();
        }
        assertThat(answer(form("", "x")).getHeaders("Set-Cookie")).singleElement().asString()
                .matches(
                        "contact=[0-9a-f]{32}; Path=/contact; Max-Age=86400; Expires=[^;]+; HttpOnly; SameSite=Strict");
    }

    @Test
    void twoWindowsOfABrowserWriteTwoForms() throws Exception {
        String one = page(answer(form("", "one"))).selectFirst("input[name=draft]").val();
        String two = page(answer(form("", "two"))).selectFirst("input[name=draft]").val();
        assertThat(one).isNotEqualTo(two);
        assertThat(page("/contact?draft=" + one).getElementById("text").text()).isEqualTo("one");
        assertThat(page("/contact?draft=" + two).getElementById("text").text()).isEqualTo("two");
    }

    @Test
    void twoClicksBeforeTheFirstCookieArrivesAreOneRequest() throws Exception {
        String token = drafts.newToken();
        String first = answer(complete(ANSWERED_BY_NONE).param("language", "en").param("draft", token))
                .getRedirectedUrl();
        cookies.clear();
        assertThat(answer(complete(ANSWERED_BY_NONE).param("language", "en").param("draft", token)).getRedirectedUrl())
                .isEqualTo(first);
        assertThat(page(first).select(".number").text()).startsWith("AC-");
        verify(process, times(1)).begin(any(), any(), any(), any());

        cookies.clear();
        assertThat(answer(complete("Something else").param("language", "en").param("draft", token)).getRedirectedUrl())
                .doesNotContain(token);
    }

    @Test
    void aDraftThatIsTooOldOpensNoMore() throws Exception {
        String token = page(answer(form("", "old"))).selectFirst("input[name=draft]").val();
        jdbc.sql("update contact_draft set saved_at = :long where token = :token")
                .param("long", OffsetDateTime.now().minusHours(25)).param("token", token).update();
        assertThat(page("/contact?draft=" + token).getElementById("text").text()).isEmpty();
        assertThat(answer(get("/contact/" + token + "/articles")).getStatus()).isEqualTo(404);
        assertThat(answer(post("/contact/" + token + "/send")).getStatus()).isEqualTo(404);
    }

    @Test
    void aCookieThatIsNoneIsNotTakenOver() throws Exception {
        cookies.put(DraftCookie.NAME, new Cookie(DraftCookie.NAME, "known-to-somebody"));
        answer(form("", "x"));
        assertThat(cookies.get(DraftCookie.NAME).getValue()).matches("[0-9a-f]{32}");
    }

    /** @return what the one before kept */
    private Map<String, Cookie> anotherBrowser() {
        Map<String, Cookie> before = Map.copyOf(cookies);
        cookies.clear();
        return before;
    }

    private MockHttpServletResponse answer(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        if (!cookies.isEmpty()) {
            request.cookie(cookies.values().toArray(Cookie[]::new));
        }
        // Each test posts from a network of its own, so that the limits of one do not reach another.
        MockHttpServletResponse response = web.perform(request.header("Accept-Language", "en").with(call -> {
            call.setRemoteAddr("test-" + email);
            return call;
        })).andReturn().getResponse();
        for (Cookie set : response.getCookies()) {
            if (set.getName().equals(DraftCookie.NAME)) {
                cookies.put(set.getName(), set);
            }
        }
        return response;
    }

    private Document page(String path) throws Exception {
        var response = answer(get(path));
        assertThat(response.getStatus()).isEqualTo(200);
        return page(response);
    }

    private static Document page(MockHttpServletResponse response) throws Exception {
        return Jsoup.parse(response.getContentAsString());
    }

    private MockMultipartHttpServletRequestBuilder complete(String text) {
        var request = form(text, text);
        request.param("email", email);
        return request;
    }

    private static MockMultipartHttpServletRequestBuilder form(String subject,
            String text) {
        var request = multipart("/contact");
        request.param("subject", subject).param("text", text);
        return request;
    }

    private static MockMultipartFile file(String name, int size) {
        return new MockMultipartFile("files", name, "text/plain", new byte[size]);
    }
}
