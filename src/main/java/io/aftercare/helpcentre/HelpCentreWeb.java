package io.aftercare.helpcentre;

import io.aftercare.conversation.ports.HttpsUse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** The pages speak English and French: what a visitor chose (a cookie keeps it), else what the browser asks for. */
@Configuration(proxyBeanMethods = false)
class HelpCentreWeb implements WebMvcConfigurer {

    static final String LANGUAGE_COOKIE = "language";
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH);

    private static final String FILES = "/helpcentre";
    private static final Duration FILES_HOLD = Duration.ofDays(365);

    private final PageInterceptor page;
    private final SearchLimit searchLimit;
    private final HttpsUse https;

    HelpCentreWeb(PageInterceptor page, SearchLimit searchLimit, HttpsUse https) {
        this.page = page;
        this.searchLimit = searchLimit;
        this.https = https;
    }

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new CookieLocaleResolver(LANGUAGE_COOKIE);
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        resolver.setCookieSecure(https.byVisitors());
        resolver.setDefaultLocaleFunction(request -> {
            String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
            try {
                Locale best = accepted == null ? null : Locale.lookup(Locale.LanguageRange.parse(accepted), LANGUAGES);
                return best == null ? Locale.ENGLISH : best;
            } catch (IllegalArgumentException unreadable) {
                return Locale.ENGLISH;
            }
        });
        return resolver;
    }

    /** The address of a file of ours changes with its content, so that a browser may keep it for good. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(FILES + "/**").addResourceLocations("classpath:/static" + FILES + "/")
                .setCacheControl(CacheControl.maxAge(FILES_HOLD).cachePublic().immutable())
                .resourceChain(true).addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }

    /** Writes those addresses into the pages. */
    @Bean
    ResourceUrlEncodingFilter fileAddresses() {
        return new ResourceUrlEncodingFilter();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(searchLimit).addPathPatterns(SearchLimit.SEARCHED);
        // The engine's web applications, the APIs and the demo's pages have rules of their own.
        registry.addInterceptor(page).addPathPatterns("/**").excludePathPatterns("/camunda/**", "/api/**", "/demo/**",
                "/v3/**", "/actuator/**", "/engine-rest/**");
    }
}
