package io.aftercare.platform;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Answers an upload that was refused with its error. Without this the error page would try to read the upload, fail,
 * and leave two stack traces in the log for whoever sends one without having logged in.
 */
@Configuration(proxyBeanMethods = false)
class ErrorPageWithoutUpload {

    @Bean
    FilterRegistrationBean<Filter> errorPageWithoutUploadFilter() {
        var registration = new FilterRegistrationBean<Filter>((request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public String getContentType() {
                        return null;
                    }
                }, response));
        registration.setDispatcherTypes(DispatcherType.ERROR);
        return registration;
    }
}
