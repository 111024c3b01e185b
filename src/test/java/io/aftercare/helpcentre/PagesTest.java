package io.aftercare.helpcentre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.knowledge.Feedback;
import io.aftercare.process.CustomerChoice;
import io.aftercare.process.RequestProcess;
import io.aftercare.process.SuspendedInEngineException;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Start page, search, articles, the links in our mails and the pages for what is not there. */
@HelpCentreTest
class PagesTest {

    @Autowired
    private MockMvc web;
    @Autowired
    private RequestProcess process;
    @Autowired
    private Feedback feedback;
    @Autowired
    private Requests requests;
    private int calls;

    @Test
    void startsWithTheSearchAndShowsNoGuideWithoutTheDemo() throws Exception {
        Document page = page(get("/"));
        assertThat(page.select("form[role=search] input[name=q]")).hasSize(1);
        assertThat(page.select("main a[href=/contact]")).isNotEmpty();
        assertThat(page.select(".guide")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/articles", "/articles?q=merge", "/articles/test:merge", "/contact", "/contact/solved"})
    void isSelfContainedUnderAStrictPolicy(String path) throws Exception {
        var response = web.perform(get(path)).andReturn().getResponse();
        assertThat(response.getHeader("Content-Security-Policy")).startsWith("default-src 'none'; style-src 'self'")
                .doesNotContain("unsafe");
        assertThat(response.getHeader("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(response.getContentAsString()).startsWith("<!DOCTYPE html>").doesNotContain("??", "th:");
        Document page = Jsoup.parse(response.getContentAsString());
        assertThat(page.select("style, [style], [onclick], script:not([src])")).isEmpty();
        assertThat(page.select("script").eachAttr("src")).singleElement().asString()
                .matches("/helpcentre/helpcentre-[0-9a-f]{32}\\.js");
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("link[rel=stylesheet]").eachAttr("href")).singleElement().asString()
                .matches("/helpcentre/helpcentre-[0-9a-f]{32}\\.css");
    }

    @ParameterizedTest
    @CsvSource({"fr-FR,fr", "'de,fr;q=0.8,en;q=0.5',fr", "de,en", "en-GB,en", "'%%%',en", "'',en"})
    void speaksTheLanguageTheBrowserAsksFor(String accepted, String language) throws Exception {
        assertThat(page(get("/").header("Accept-Language", accepted)).selectFirst("html").attr("lang"))
                .isEqualTo(language);
    }

    @Test
    void remembersTheLanguageChosenAndOffersTheOtherOnTheSamePage() throws Exception {
        var response = web.perform(get(URI.create("/articles/test:merge?q=a%26b&lang=fr"))
                .header("Accept-Language", "en")).andReturn().getResponse();
        assertThat(response.getCookie("language").getValue()).isEqualTo("fr");
        assertThat(Jsoup.parse(response.getContentAsString()).select(".languages a").eachAttr("href"))
                .containsExactly("/articles/test:merge?q=a%26b&lang=en", "/articles/test:merge?q=a%26b&lang=fr");
        assertThat(
                page(get("/").header("Accept-Language", "en").cookie(new Cookie("language", "fr"))).selectFirst("html")
                        .attr("lang"))
                .isEqualTo("fr");
        assertThat(page(get("/?lang=zz").header("Accept-Language", "en")).selectFirst("html").attr("lang"))
                .isEqualTo("en");
    }

    @Test
    void findsArticlesInTheLanguageOfThePageAndElseInTheOther() throws Exception {
        Document english = page(get("/articles?q=merge duplicates").header("Accept-Language", "en"));
        assertThat(english.select(".hits a").eachAttr("href"))
                .containsExactly("/articles/test:merge?q=merge%20duplicates");
        assertThat(english.select(".hits .language")).isEmpty();
        assertThat(english.select(".hits p").text()).contains("choose Merge");
        Document french = page(get("/articles?q=fusionner").header("Accept-Language", "fr"));
        assertThat(french.select(".hits a").eachAttr("href")).containsExactly("/articles/test:fusion?q=fusionner");
        Document other = page(get("/articles?q=calendrier").header("Accept-Language", "en"));
        assertThat(other.select(".count").text()).isEqualTo("There is none in English, but in another language:");
        assertThat(other.select(".hits li").attr("lang")).isEqualTo("fr");
        assertThat(other.select(".hits .language").text()).isEqualTo("In French");
    }

    @Test
    void listsAllArticlesWhenNothingIsAskedFor() throws Exception {
        assertThat(page(get("/articles").header("Accept-Language", "fr")).select(".shelves a").eachText())
                .containsExactly("Calendrier républicain", "Fusionner des doublons", "Raccourcis clavier");
    }

    @Test
    void escapesAQueryAndCutsALongOne() throws Exception {
        assertThat(page(get("/articles").param("q", "\"><script>x</script>")).select("script:not([src])")).isEmpty();
        assertThat(page(get("/articles").param("q", "é".repeat(5000))).getElementById("q").val()).hasSize(300);
    }

    @Test
    void showsAnArticle() throws Exception {
        Document page = page(get("/articles/test:fusion").header("Accept-Language", "en"));
        assertThat(page.select("h1").text()).isEqualTo("Fusionner des doublons");
        assertThat(page.select("article").attr("lang")).isEqualTo("fr");
        assertThat(page.select(".article-body").text()).contains("Sélectionnez les deux personnes");
    }

    @Test
    void anArticleTellsItsSectionItsChangeItsTranslationAndItsOneAddress() throws Exception {
        Document page = page(get("/articles/test:en-shortcuts?q=keys").header("Accept-Language", "fr"));
        assertThat(page.select(".article .meta").text())
                .matches("Utilisation du logiciel Dernière modification le \\d+ \\p{L}+ \\d{4}");
        assertThat(page.select(".article time").attr("datetime")).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(page.select(".translated a").attr("href")).isEqualTo("/articles/test:fr-shortcuts");
        assertThat(page.select("link[rel=alternate]").attr("hreflang")).isEqualTo("fr");
        assertThat(page.select("link[rel=canonical]").attr("href")).endsWith("/articles/test:en-shortcuts");
        assertThat(page.select(".languages a").eachAttr("href"))
                .containsExactly("/articles/test:en-shortcuts?q=keys&lang=en", "/articles/test:fr-shortcuts?lang=fr");
        assertThat(page.select(".back a").attr("href")).isEqualTo("/articles?q=keys");
        assertThat(page.select(".next a").attr("href")).isEqualTo("/contact?q=keys");
    }

    @Test
    void whatIsWiderThanAPhoneScrollsByItselfAndByKeyboard() throws Exception {
        Document page = page(get("/articles/test:fr-shortcuts").header("Accept-Language", "en"));
        assertThat(page.select(".article-body > .scroll[tabindex=0]").eachAttr("aria-label")).hasSize(2)
                .containsOnly("Contenu large, défile horizontalement");
        assertThat(page.select(".scroll > table th")).hasSize(12);
    }

    @Test
    void aReaderSaysOnceWhetherAnArticleHelped() throws Exception {
        var first = web.perform(post("/articles/test:merge/verdict").param("helped", "yes").param("q", "two persons")
                .header("Accept-Language", "en")).andReturn().getResponse();
        assertThat(first.getRedirectedUrl()).isEqualTo("/articles/test:merge?q=two+persons#helped");
        Cookie kept = first.getCookie("verdicts");
        assertThat(kept.isHttpOnly()).isTrue();
        assertThat(kept.getMaxAge()).isNegative();
        web.perform(post("/articles/test:merge/verdict").param("helped", "no").cookie(kept)).andReturn();
        verify(feedback).helped("test:merge", "two persons");
        verifyNoMoreInteractions(feedback);

        Document page = page(get("/articles/test:merge").cookie(kept).header("Accept-Language", "en"));
        assertThat(page.select(".verdict").text()).startsWith("Thank you");
        assertThat(page.select(".verdict form")).isEmpty();
        assertThat(page(get("/articles/test:fusion").cookie(kept)).select(".verdict form button")).hasSize(2);
    }

    @Test
    void takesNoVerdictFromAnotherSiteNorOnWhatIsNotThere() throws Exception {
        assertThat(web
                .perform(post("/articles/test:merge/verdict").param("helped", "yes").header("Sec-Fetch-Site",
                        "cross-site"))
                .andReturn().getResponse().getStatus()).isEqualTo(403);
        assertThat(web.perform(post("/articles/test:none/verdict").param("helped", "yes")).andReturn().getResponse()
                .getStatus()).isEqualTo(404);
        verifyNoInteractions(feedback);
    }

    @Test
    void whatIsOfferedWhileTypingIsAPartOfAPageInTheLanguageOfThePage() throws Exception {
        var response = web.perform(get("/articles/suggestions").param("q", "merge").param("page", "fr")
                .header("Accept-Language", "en")).andReturn().getResponse();
        assertThat(response.getHeader("Cache-Control")).isEqualTo("max-age=60, private");
        assertThat(response.getCookies()).isEmpty();
        Document part = Jsoup.parseBodyFragment(response.getContentAsString());
        assertThat(part.select("[role=option]").first().attr("href")).isEqualTo("/articles/test:merge?q=merge");
        assertThat(part.select("[role=option] .meta").text()).isEqualTo("Utilisation du logiciel En anglais");
        assertThat(part.select(".said").text()).startsWith("Un article.");
        Document none = Jsoup.parseBodyFragment(web.perform(get("/articles/suggestions").param("q", "\"><wibble>"))
                .andReturn().getResponse().getContentAsString());
        assertThat(none.select("wibble")).isEmpty();
        assertThat(none.select("[role=option]").attr("href")).isEqualTo("/contact?q=%22%3E%3Cwibble%3E");
    }

    @Test
    void searchingWhileTypingIsLimitedANetwork() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(typed(get("/articles/suggestions").param("q", "merge")).getStatus()).isEqualTo(200);
            assertThat(typed(post("/contact/answers").param("text", "merge")).getStatus()).isEqualTo(200);
        }
        for (var further : List.of(get("/articles/suggestions").param("q", "merge"),
                post("/contact/answers").param("text", "merge"))) {
            var response = typed(further);
            assertThat(response.getStatus()).isEqualTo(429);
            assertThat(Integer.parseInt(response.getHeader("Retry-After"))).isBetween(1, 361);
            assertThat(response.getContentType()).isEqualTo("application/problem+json");
            assertThat(response.getContentAsString()).contains("too many requests in a short time");
        }
        assertThat(web.perform(get("/articles").param("q", "merge").with(from("2001:db8:7:7::1"))).andReturn()
                .getResponse()
                .getStatus()).as("the search itself goes on").isEqualTo(200);
    }

    @Test
    void searchingIsLimitedANetworkByPageAndApiTogether() throws Exception {
        var here = from("2001:db8:9:9::1");
        for (int i = 0; i < 100; i++) {
            assertThat(web.perform(get("/api/articles/search").param("q", "merge").with(here)).andReturn().getResponse()
                    .getStatus()).isEqualTo(200);
            assertThat(web.perform(get("/articles").param("q", "merge").with(from("2001:db8:9:9::2"))).andReturn()
                    .getResponse().getStatus()).isEqualTo(200);
        }
        var program = web.perform(get("/api/articles/search").param("q", "merge").with(here)).andReturn().getResponse();
        assertThat(program.getStatus()).isEqualTo(429);
        assertThat(program.getContentType()).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(program.getHeader("Retry-After"))).isBetween(1, 181);
        assertThat(program.getContentAsString()).contains("too many requests in a short time");
        var page = web.perform(get("/articles").param("q", "merge two").param("lang", "fr").with(here)).andReturn()
                .getResponse();
        assertThat(page.getStatus()).isEqualTo(429);
        assertThat(page.getHeader("Retry-After")).isNotBlank();
        Document shown = Jsoup.parse(page.getContentAsString());
        assertThat(shown.select("main").text()).contains("Il y a eu trop de recherches");
        assertThat(shown.select("input[name=q]").val()).isEqualTo("merge two");
        assertThat(web.perform(get("/articles").with(here)).andReturn().getResponse().getStatus())
                .as("who only looks through the list searches for nothing").isEqualTo(200);
    }

    @Test
    void anEndlessTextCostsNoMoreThanItsBeginning() throws Exception {
        String endless = "And so it is. ".repeat(100_000);
        assertThat(answers("How do I merge duplicate persons? " + endless)).containsExactly("/articles/test:merge");
        assertThat(answers(endless + "How do I merge duplicate persons?")).isEmpty();
    }

    private List<String> answers(String text) throws Exception {
        return Jsoup.parseBodyFragment(web.perform(post("/contact/answers").param("text", text).param("language", "en"))
                .andReturn().getResponse().getContentAsString()).select(".hits a").eachAttr("href");
    }

    /** From one network, by different addresses. */
    private MockHttpServletResponse typed(MockHttpServletRequestBuilder call) throws Exception {
        return web.perform(call.with(from("2001:db8:7:7::" + (++calls)))).andReturn().getResponse();
    }

    private static RequestPostProcessor from(String address) {
        return call -> {
            call.setRemoteAddr(address);
            return call;
        };
    }

    @Test
    void itsFilesAreKeptForGoodBecauseTheirAddressChangesWithThem() throws Exception {
        for (String file : page(get("/")).select("link[rel=stylesheet], script").stream()
                .map(element -> element.attr("href") + element.attr("src")).toList()) {
            var response = web.perform(get(file)).andReturn().getResponse();
            assertThat(response.getStatus()).isEqualTo(200);
            assertThat(response.getHeader("Cache-Control")).contains("max-age=31536000", "public", "immutable");
        }
        assertThat(
                web.perform(get("/helpcentre/helpcentre-00000000000000000000000000000000.js")).andReturn().getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void aPageAndItsFilesAreSmall() throws Exception {
        for (String path : List.of("/", "/articles?q=merge", "/contact")) {
            var response = web.perform(get(path)).andReturn().getResponse();
            int size = response.getContentAsByteArray().length;
            for (String file : Jsoup.parse(response.getContentAsString())
                    .select("link[rel=stylesheet], link[rel=icon], script").stream()
                    .map(element -> element.attr("href") + element.attr("src")).toList()) {
                size += web.perform(get(file)).andReturn().getResponse().getContentAsByteArray().length;
            }
            assertThat(size).isLessThan(50_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/articles/nothing", "/nowhere", "/contact/0123/articles", "/requests/unknown/solved",
            "/requests/unknown/withdraw"})
    void saysInAPageWhatIsNotThere(String path) throws Exception {
        MockHttpServletResponse response = web.perform(get(path).accept("text/html").header("Accept-Language", "fr"))
                .andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(Jsoup.parse(response.getContentAsString()).select("main h1")).hasSize(1);
        assertThat(Jsoup.parse(response.getContentAsString()).selectFirst("html").attr("lang")).isEqualTo("fr");
    }

    @Test
    void tellsProgramsInAProblemDetail() throws Exception {
        MockHttpServletResponse response =
                web.perform(get("/nowhere").accept("application/json")).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
    }

    @Test
    void tellsWhoeverAsksTheApiInAProblemDetailEvenABrowser() throws Exception {
        MockHttpServletResponse response = web.perform(get("/api/articles/there/is/none").accept("text/html", "*/*"))
                .andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"solved,SOLVED", "still-need-help,STILL_NEEDS_HELP", "withdraw,WITHDRAW"})
    void aLinkAsksAndOnlyTheButtonDecides(String link, CustomerChoice choice) throws Exception {
        Request request = request("en");
        String path = "/requests/" + request.token() + "/" + link + "?letter=ARTICLE_OFFER";
        when(process.choose(request.number(), choice, Purpose.ARTICLE_OFFER)).thenReturn(true);

        var asked = web.perform(get(path)).andReturn().getResponse();
        verify(process, never()).choose(any(), any(), any());
        assertThat(asked.getHeader("X-Robots-Tag")).contains("noindex");
        assertThat(asked.getHeader("Cache-Control")).contains("no-store");
        assertThat(asked.getHeader("Referrer-Policy")).isEqualTo("same-origin");
        Document page = Jsoup.parse(asked.getContentAsString());
        assertThat(page.select("main form[method=post] button")).hasSize(1);
        assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
        assertThat(page.text()).contains(request.number().toString());

        Document done = page(post(path));
        verify(process).choose(request.number(), choice, Purpose.ARTICLE_OFFER);
        assertThat(done.select("main form")).isEmpty();
        assertThat(done.select("h1").text()).isNotEqualTo(page.select("h1").text());
    }

    @Test
    void saysWhenAChoiceIsNoLongerPossible() throws Exception {
        Request request = request("en");
        String path = "/requests/" + request.token() + "/";
        // the played process answers false: nothing waits for the choice
        assertThat(page(post(path + "solved")).select("h1").text()).isEqualTo("Your request is still being worked on");
        requests.close(request.number(), Outcome.WITHDRAWN);
        assertThat(page(post(path + "withdraw")).select("h1").text()).isEqualTo("Your request is withdrawn already");
        Document help = page(get(path + "still-need-help"));
        assertThat(help.select("h1").text()).isEqualTo("Your request is closed");
        assertThat(help.select("form")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"solved,en", "still-need-help,en", "withdraw,en", "solved,fr", "still-need-help,fr", "withdraw,fr"})
    void whoseRequestAnAdministratorHasSuspendedIsToldSoAndWhatToDo(String choice, String language) throws Exception {
        Request request = request(language);
        when(process.onHold(request.number())).thenReturn(true);
        for (var call : List.of(get("/requests/" + request.token() + "/" + choice),
                post("/requests/" + request.token() + "/" + choice))) {
            Document page = page(call);
            assertThat(page.select("h1").text()).isEqualTo(language.equals("en")
                    ? "Your request is on hold at the moment"
                    : "Votre demande est momentanément suspendue");
            assertThat(page.select("main").text()).contains(language.equals("en") ? "reply to our mail" : "Répondez");
            assertThat(page.select("main form")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"solved", "still-need-help", "withdraw"})
    void whoseChoiceLeadsToWhatAnAdministratorHasSuspendedIsToldSoAndWhatToDo(String choice) throws Exception {
        Request request = request("en");
        when(process.choose(any(), any(), any())).thenThrow(SuspendedInEngineException.class);
        Document page = page(post("/requests/" + request.token() + "/" + choice).header("Accept-Language", "en"));
        assertThat(page.select("h1").text()).isEqualTo("Your request is on hold at the moment");
        assertThat(page.select("main").text()).contains("Simply reply to our mail");
    }

    @Test
    void readsOnInTheLanguageOfTheMailUnlessAnotherWasChosen() throws Exception {
        String path = "/requests/" + request("fr").token() + "/solved";
        assertThat(page(get(path).header("Accept-Language", "en")).select("h1").text())
                .isEqualTo("Votre question est-elle résolue ?");
        assertThat(page(get(path).cookie(new Cookie("language", "en"))).select("h1").text())
                .isEqualTo("Is your question solved?");
        assertThat(page(get(path + "?lang=en")).select("h1").text()).isEqualTo("Is your question solved?");
    }

    @Test
    void theLanguageOfOneMailDoesNotHoldForTheNext() throws Exception {
        var french = web.perform(get("/requests/" + request("fr").token() + "/solved")).andReturn().getResponse();
        assertThat(Jsoup.parse(french.getContentAsString()).selectFirst("html").attr("lang")).isEqualTo("fr");
        assertThat(french.getCookies()).isEmpty();

        Document english = page(get("/requests/" + request("en").token() + "/solved").header("Accept-Language", "fr"));
        assertThat(english.selectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(english.select("h1").text()).isEqualTo("Is your question solved?");
    }

    @Test
    void thanksWhoSaysThatThePatchSolvedIt() throws Exception {
        Request request = request("en");
        requests.close(request.number(), Outcome.PATCHED);
        String path = "/requests/" + request.token() + "/solved?letter=ANSWER";
        for (Document page : List.of(page(get(path)), page(post(path)))) {
            assertThat(page.select("h1").text()).isEqualTo("Good to hear. Your request is closed already");
        }
    }

    @Test
    void keepsNoPageWithWhatACustomerWroteInACache() throws Exception {
        assertThat(web.perform(get("/contact?draft=0123")).andReturn().getResponse().getHeader("Cache-Control"))
                .isEqualTo("no-store");
    }

    private Request request(String language) {
        return requests.open(Channel.MAIL, "marie@example.org", null, "s", language, null);
    }

    private Document page(MockHttpServletRequestBuilder request) throws Exception {
        var response = web.perform(request).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return Jsoup.parse(response.getContentAsString());
    }
}
