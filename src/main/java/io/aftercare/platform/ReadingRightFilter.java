package io.aftercare.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.util.StringUtils;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Holds the interfaces of the engine, of Cockpit and of Tasklist to {@link ReadingRight}, where the engine's own rights
 * do not: it checks none before it gives out a comment or a file, lets whoever sees an instance ask by its variables,
 * and has one right for an incident and for what its message quotes. It comes behind the filters by which the engine
 * knows who calls.
 */
final class ReadingRightFilter implements Filter {

    private static final PathPattern CORRELATING = PathPatternParser.defaultInstance
            .parse("/camunda/api/engine/engine/*/{event:message|signal|condition}/**");
    private static final PathPattern REMARKS = PathPatternParser.defaultInstance
            .parse("/camunda/api/engine/engine/*/task/{task}/{part:comment|attachment}/**");

    private final Supplier<ProcessEngine> engine;
    private final Problems problems;
    private final TextFreeCalls calls;

    /** @param engine asked for late, because the web server starts before it */
    ReadingRightFilter(Supplier<ProcessEngine> engine, Problems problems, TextFreeCalls calls) {
        this.engine = engine;
        this.problems = problems;
        this.calls = calls;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        var answer = (HttpServletResponse) response;
        var user = engine.get().getIdentityService().getCurrentAuthentication();
        if (user == null || user.getUserId() == null) {
            // The web application's filters have let through what everybody may see.
            chain.doFilter(request, response);
            return;
        }
        switch (ReadingRight.of(user.getGroupIds())) {
            case EVERYTHING -> chain.doFilter(request, response);
            case OWN_WORK -> {
                if (isForeignRemark(pathOf(http))) {
                    refuse(answer, "What colleagues remark on a task is for those who see it.");
                } else if (CORRELATING.matches(PathContainer.parsePath(pathOf(http)))) {
                    // The engine looks for what matches before it asks whether one may know.
                    refuse(answer, "Messages and signals are for those who handle all requests.");
                } else {
                    chain.doFilter(request, response);
                }
            }
            case NOTHING -> withoutText(http, answer, chain);
        }
    }

    private boolean isForeignRemark(String path) {
        var remark = REMARKS.matchAndExtract(PathContainer.parsePath(path));
        return remark != null && engine.get().getTaskService().createTaskQuery()
                .taskId(remark.getUriVariables().get("task")).count() == 0;
    }

    private void withoutText(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!TextFreeDoors.isOne(request.getMethod(), pathOf(request))) {
            refuse(response, "This shows what customers wrote, which is for those who handle requests.");
            return;
        }
        byte[] body = request.getInputStream().readAllBytes();
        boolean byText;
        try {
            boolean upload = StringUtils.startsWithIgnoreCase(request.getContentType(), "multipart/");
            byText = calls.asksByText(request.getQueryString())
                    || !upload && calls.asksByText(body, pathOf(request).endsWith("/evaluate"));
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            problems.write(response, HttpStatus.BAD_REQUEST, "The request is malformed. Send JSON in UTF-8.");
            return;
        }
        if (byText) {
            refuse(response, "This asks by what customers wrote, which is for those who handle requests. "
                    + "Ask by the number of the request, or by times, activities and states.");
            return;
        }
        var kept = new ContentCachingResponseWrapper(response);
        chain.doFilter(new QueryExpressionFilter.Reread(request, body), kept);
        if (isJson(kept.getContentType()) && kept.getContentSize() > 0) {
            byte[] answer = calls.withoutText(kept.getContentAsByteArray());
            kept.resetBuffer();
            kept.getOutputStream().write(answer);
        }
        kept.copyBodyToResponse();
    }

    private void refuse(HttpServletResponse response, String sentence) throws IOException {
        problems.write(response, HttpStatus.FORBIDDEN, sentence);
    }

    private static boolean isJson(String type) {
        if (type == null) {
            return false;
        }
        MediaType media = MediaType.parseMediaType(type);
        return media.isCompatibleWith(MediaType.APPLICATION_JSON)
                || media.getSubtype().endsWith("+json");
    }

    /** As the container understood it. */
    private static String pathOf(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }
}
