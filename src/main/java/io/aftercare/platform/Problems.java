package io.aftercare.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Writes an RFC 9457 problem detail where no controller has been reached yet. */
@Component
public class Problems {

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    /** @param detail a sentence that says what is wrong and what to do */
    public void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), ProblemDetail.forStatusAndDetail(status, detail));
    }

    /** The same for the web applications, which show what stands as the message. */
    public void writeForWebapp(HttpServletResponse response, HttpStatus status, String message) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(response.getOutputStream(), Map.of("type", status.getReasonPhrase(), "message", message));
    }

    /** The same for somebody who followed a link in a browser. */
    public void page(HttpServletResponse response, HttpStatus status, String title, String detail, String link,
            String linkText)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title></head>
                <body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto;
                padding: 0 1rem">
                <h1 style="font-size: 1.5rem">%1$s</h1><p>%2$s</p><p><a href="%3$s">%4$s</a></p></body></html>
                """.formatted(HtmlUtils.htmlEscape(title), HtmlUtils.htmlEscape(detail), HtmlUtils.htmlEscape(link),
                HtmlUtils.htmlEscape(linkText)));
    }
}
