package io.aftercare.helpcentre;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** The pages speak English and French: what a visitor chose (a cookie keeps it), else what the browser asks for. */
@Configuration(proxyBeanMethods = false)
class HelpCentreWeb implements WebMvcConfigurer {

    static final String LANGUAGE_COOKIE = "language";
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH);

    private final PageInterceptor page;

    HelpCentreWeb(PageInterceptor page) {
        this.page = page;
    }

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new CookieLocaleResolver(LANGUAGE_COOKIE);
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
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

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // The engine's web applications, the APIs and the demo's pages have rules of their own.
        registry.addInterceptor(page).addPathPatterns("/**").excludePathPatterns("/camunda/**", "/api/**", "/demo/**",
                "/v3/**", "/actuator/**", "/engine-rest/**");
    }
}
