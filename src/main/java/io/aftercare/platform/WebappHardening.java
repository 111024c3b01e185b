package io.aftercare.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.platform.security.DeskSecurity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappInitializer;
import org.camunda.bpm.spring.boot.starter.webapp.filter.LazyProcessEnginesFilter;
import org.camunda.bpm.webapp.impl.security.filter.headersec.HttpHeaderSecurityFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Closes the known holes of the web applications, of which there will be no newer community release: puts our filters
 * and servlet in the place of the faulty ones, in the same order, and our own behind them, where users are known.
 */
@Configuration(proxyBeanMethods = false)
class WebappHardening {

    private static final Map<Class<?>, Supplier<Filter>> REPLACEMENTS = Map.of(
            HttpHeaderSecurityFilter.class, WebappHeaders::new,
            LazyProcessEnginesFilter.class, WebappPages::new);

    @Bean
    static BeanPostProcessor hardenedWebapp(ObjectProvider<Problems> problems,
            ObjectProvider<EngineRequestProperties> settings, ObjectProvider<ProcessEngine> engine,
            ObjectProvider<ObjectMapper> json, ObjectProvider<DeskSecurity> desk) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (!(bean instanceof CamundaBpmWebappInitializer original)) {
                    return bean;
                }
                var largest = settings.getObject().largestEngineRequest();
                return (ServletContextInitializer) context -> start(context, original,
                        new FormTokenFilter(problems.getObject()),
                        new QueryExpressionFilter(problems.getObject(), largest),
                        // The web server starts before the engine and what the desk's security needs are there.
                        new ReadingRightFilter(engine::getObject, problems.getObject(),
                                new TextFreeCalls(json.getObject())),
                        (request, response, chain) -> desk.getObject().filter().doFilter(request, response, chain));
            }
        };
    }

    private static void start(ServletContext context, CamundaBpmWebappInitializer original, Filter token,
            Filter queries, Filter readers, Filter desk)
            throws ServletException {
        WebappApis.register(context);
        addAfter(context, "Form token", token, "/camunda/api/aftercare/*");
        original.onStartup(replacing(context));
        addAfter(context, "Query expressions", queries, "/camunda/api/engine/*", "/camunda/api/tasklist/*",
                "/camunda/api/cockpit/*", "/camunda/api/admin/*", "/camunda/api/welcome/*");
        addAfter(context, "Reading rights", readers, "/camunda/api/engine/*", "/camunda/api/tasklist/*",
                "/camunda/api/cockpit/*");
        addAfter(context, "Desk security", desk, "/camunda/api/aftercare/*");
    }

    private static void addAfter(ServletContext context, String name, Filter filter, String... patterns) {
        context.addFilter(name, filter).addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, patterns);
    }

    private static ServletContext replacing(ServletContext context) {
        return (ServletContext) Proxy.newProxyInstance(WebappHardening.class.getClassLoader(),
                new Class<?>[] {ServletContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("addFilter") && REPLACEMENTS.containsKey(arguments[1])) {
                        return context.addFilter((String) arguments[0], REPLACEMENTS.get(arguments[1]).get());
                    }
                    try {
                        return method.invoke(context, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
