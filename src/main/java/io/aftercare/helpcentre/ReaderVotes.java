package io.aftercare.helpcentre;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.WebUtils;

/**
 * What a visitor has said of articles: a cookie keeps it until the browser is closed, so that each visitor counts once.
 * It has no id of the visitor.
 */
final class ReaderVotes {

    static final String COOKIE = "verdicts";

    private static final int MOST = 60;
    private static final Pattern VOTE = Pattern.compile("([0-9a-f]{1,8})([yn])");

    private final Map<String, Boolean> helped = new LinkedHashMap<>();

    private ReaderVotes(String kept) {
        for (String vote : kept.split("\\.")) {
            var read = VOTE.matcher(vote);
            if (read.matches()) {
                helped.put(read.group(1), read.group(2).equals("y"));
            }
        }
    }

    static ReaderVotes of(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return new ReaderVotes(cookie == null ? "" : cookie.getValue());
    }

    /** Whether the article helped; empty when the visitor has not said so. */
    Optional<Boolean> on(String article) {
        return Optional.ofNullable(helped.get(key(article)));
    }

    /** @param https whether visitors come by https, which a proxy that ends it need not say with each request */
    void keep(String article, boolean itHelped, boolean https, HttpServletRequest request,
            HttpServletResponse response) {
        helped.put(key(article), itHelped);
        var cookie = new Cookie(COOKIE, helped.entrySet().stream().skip(Math.max(0, helped.size() - MOST))
                .map(vote -> vote.getKey() + (vote.getValue() ? "y" : "n")).collect(Collectors.joining(".")));
        cookie.setPath(request.getContextPath() + "/articles");
        cookie.setHttpOnly(true);
        cookie.setSecure(https || request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }

    private static String key(String article) {
        return Integer.toHexString(article.hashCode());
    }
}
