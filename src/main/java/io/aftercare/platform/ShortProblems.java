package io.aftercare.platform;

import io.aftercare.unicode.QuotedInput;
import java.net.URI;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Whatever was sent, the answer that rejects it is short: sentences of libraries repeat what was sent, too. */
@ControllerAdvice
class ShortProblems implements ResponseBodyAdvice<Object> {

    /** Some sentences name all values there are. */
    private static final int LONGEST_DETAIL = 2_000;
    private static final int LONGEST_PATH = 200;

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public Object beforeBodyWrite(Object body, MethodParameter returned, MediaType type,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ProblemDetail problem) {
            String detail = problem.getDetail();
            problem.setDetail(detail == null ? null : QuotedInput.of(detail, LONGEST_DETAIL));
            String path = problem.getInstance() == null ? "" : problem.getInstance().toString();
            if (path.length() > LONGEST_PATH) {
                // An escape cut in two would be no address any more.
                problem.setInstance(URI.create(path.substring(0, LONGEST_PATH).replaceFirst("%\\p{XDigit}?$", "")));
            }
        }
        return body;
    }
}
