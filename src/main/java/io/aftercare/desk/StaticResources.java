package io.aftercare.desk;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** The address of a file of the desk's pages changes with its content, so that a browser may keep it for good. */
@Configuration(proxyBeanMethods = false)
class StaticResources implements WebMvcConfigurer {

    private static final Duration HOLD = Duration.ofDays(365);

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // The answer form in Tasklist is no page of ours and cannot name the content of its files in their addresses.
        registry.addResourceHandler("/desk/form/**").addResourceLocations("classpath:/static/desk/form/")
                .setCacheControl(CacheControl.noCache());
        registry.addResourceHandler("/desk/**").addResourceLocations("classpath:/static/desk/")
                .setCacheControl(CacheControl.maxAge(HOLD).cachePublic().immutable())
                .resourceChain(true).addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }
}
