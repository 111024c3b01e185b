package io.aftercare.helpcentre;

import io.aftercare.conversation.SupportAddress;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.UriComponentsBuilder;

/** What all pages have in common: security headers, the language asked for, the support's name, the language links. */
@Component
class PageInterceptor implements HandlerInterceptor {

    /**
     * A controller sets it when the page is to be reached again by another address than the one it was asked by; with a
     * dot and a language behind it, when it has another address in that language.
     */
    static final String PAGE_ADDRESS = "pageAddress";

    /** Nothing but our own files: no script or style in a page, nobody may frame us. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; "
            + "connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final SupportAddress support;

    PageInterceptor(SupportAddress support) {
        this.support = support;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        language(request.getParameter("lang")).ifPresent(
                chosen -> RequestContextUtils.getLocaleResolver(request).setLocale(request, response, chosen));
        // A part of a page speaks its language, whatever was chosen in another window since.
        language(request.getParameter("page")).ifPresent(
                page -> request.setAttribute(CookieLocaleResolver.LOCALE_REQUEST_ATTRIBUTE_NAME, page));
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        // Addresses of ours carry tokens; no other site is to learn them.
        // Not "no-referrer", with which a browser calls the origin of our own forms "null".
        response.setHeader("Referrer-Policy", "same-origin");
        String path = path(request);
        boolean draft =
                path.equals("/contact") && (request.getParameter("draft") != null || request.getParameter("q") != null);
        if (path.startsWith("/requests/") || path.startsWith("/contact/") || draft) {
            request.setAttribute("noindex", true);
            response.setHeader("X-Robots-Tag", "noindex, nofollow");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        request.setAttribute("supportName", support.name());
        request.setAttribute("languageLinks", new LanguageLinks(request));
        request.setAttribute("languageNames", new LanguageNames(request));
        return true;
    }

    private static Optional<Locale> language(String asked) {
        return HelpCentreWeb.LANGUAGES.stream().filter(language -> language.getLanguage().equals(asked)).findFirst();
    }

    private static String path(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return failed != null ? failed.toString() : request.getRequestURI();
    }

    /** What a language is called in the language of the page. */
    record LanguageNames(HttpServletRequest request) {

        public String of(String language) {
            return Locale.forLanguageTag(language).getDisplayLanguage(RequestContextUtils.getLocale(request));
        }
    }

    /** The address of this page in each language; asked for while the page is written, when its address is known. */
    record LanguageLinks(HttpServletRequest request) {

        /** One language of the switch; the name is its own for itself. */
        public record LanguageLink(String code, String name, String address, boolean current) {
        }

        public List<LanguageLink> all() {
            return HelpCentreWeb.LANGUAGES.stream().map(language -> new LanguageLink(language.getLanguage(),
                    StringUtils.capitalize(language.getDisplayLanguage(language)), to(language.getLanguage()),
                    current(language.getLanguage()))).toList();
        }

        private String to(String language) {
            var own = (String) request.getAttribute(PAGE_ADDRESS + "." + language);
            var chosen = own != null ? own : (String) request.getAttribute(PAGE_ADDRESS);
            String query = request.getQueryString();
            String address = chosen != null ? chosen : path(request) + (query == null ? "" : "?" + query);
            return UriComponentsBuilder.fromUriString(address).replaceQueryParam("lang", language).build()
                    .toUriString();
        }

        private boolean current(String language) {
            Locale locale = RequestContextUtils.getLocale(request);
            return locale.getLanguage().equals(language);
        }
    }
}
