package io.aftercare.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Bodies that become an object as a whole may be so large; who takes larger ones reads and counts them itself. */
@ControllerAdvice
class BodyLimits extends RequestBodyAdviceAdapter {

    /** The longest that people write is the text of a mail. */
    private static final DataSize LARGEST = DataSize.ofMegabytes(2);

    @Override
    public boolean supports(MethodParameter parameter, Type target,
            Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type target,
            Class<? extends HttpMessageConverter<?>> converter) throws IOException {
        if (message.getHeaders().getContentLength() > LARGEST.toBytes()) {
            throw tooLarge();
        }
        byte[] body = message.getBody().readNBytes((int) LARGEST.toBytes() + 1);
        if (body.length > LARGEST.toBytes()) {
            throw tooLarge();
        }
        return new Read(message.getHeaders(), new ByteArrayInputStream(body));
    }

    private static ResponseStatusException tooLarge() {
        return new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE,
                "The body of the request is larger than " + LARGEST.toMegabytes() + " MB. Send less at once.");
    }

    private record Read(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }
    }
}
