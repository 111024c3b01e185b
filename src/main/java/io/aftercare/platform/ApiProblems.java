package io.aftercare.platform;

import io.aftercare.unicode.QuotedInput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Every error of the API is an RFC 9457 problem detail with a sentence that says what is wrong. A module says so by
 * throwing: {@link IllegalArgumentException} for input that cannot be taken (400) and {@link NoSuchElementException}
 * for what is not there (404); their messages, written for the caller, become the detail. Only exceptions created in
 * our own code count: one that a library or the JDK throws is our mistake, and like every other unexpected one a 500
 * with an identification that stands in the log beside the stack trace, and nothing else. Pages keep their own error
 * handling.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ApiProblems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);
    /** Fields whose faults are named one by one. */
    private static final int MOST_NAMED = 20;

    @ExceptionHandler
    ResponseEntity<Object> other(Exception exception, WebRequest request) throws Exception {
        leavePagesAlone(exception, request);
        if (exception instanceof IllegalArgumentException && isOurs(exception)) {
            return problem(exception, HttpStatus.BAD_REQUEST, exception.getMessage(), request);
        }
        if (exception instanceof NoSuchElementException && isOurs(exception)) {
            return problem(exception, HttpStatus.NOT_FOUND, exception.getMessage(), request);
        }
        String identification = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Error {} in {}", identification, request.getDescription(false), exception);
        return problem(exception, HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong on our side. It is in the log as "
                        + identification
                        + "; nothing was changed. Try again, or tell the administrator this identification.",
                request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException exception,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(exception, ProblemDetail.forStatusAndDetail(status,
                "The body of the request is malformed or has a value that is not allowed. "
                        + "/v3/api-docs describes what is expected."),
                headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException exception,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String taken = exception.getSupportedMediaTypes().stream().map(MediaType::toString).distinct()
                .collect(Collectors.joining(" or "));
        return handleExceptionInternal(exception, ProblemDetail.forStatusAndDetail(status, taken.isEmpty()
                ? "The content type is not supported."
                : "Send the body as " + taken + "."), headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(TypeMismatchException exception, HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String name = exception instanceof MethodArgumentTypeMismatchException argument ? argument.getName()
                : exception.getPropertyName();
        return handleExceptionInternal(exception, ProblemDetail.forStatusAndDetail(status,
                "\"" + QuotedInput.of(exception.getValue()) + "\" is no value for " + QuotedInput.of(name)
                        + ". /v3/api-docs describes what is expected."),
                headers, status,
                request);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException exception,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<String> faults = exception.getFieldErrors().stream()
                .map(error -> QuotedInput.of(error.getField()) + ": " + error.getDefaultMessage()).sorted().toList();
        String detail = faults.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
                + (faults.size() > MOST_NAMED ? "; and " + (faults.size() - MOST_NAMED) + " more" : "");
        return handleExceptionInternal(exception, ProblemDetail.forStatusAndDetail(status, detail.isEmpty()
                ? "The request is not valid."
                : detail + "."), headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(Exception exception, Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        leavePagesAlone(exception, request);
        return super.handleExceptionInternal(exception, body, headers, status, request);
    }

    private ResponseEntity<Object> problem(Exception exception, HttpStatus status, String detail, WebRequest request) {
        return handleExceptionInternal(exception, ProblemDetail.forStatusAndDetail(status, detail), new HttpHeaders(),
                status, request);
    }

    /** Whether it was created in our own code, so that its message is written for whoever made the call. */
    static boolean isOurs(Exception exception) {
        StackTraceElement[] trace = exception.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("io.aftercare.");
    }

    /** Thrown again, an exception goes to the next who handles it: for a page, the error page. */
    private static void leavePagesAlone(Exception exception, WebRequest request) {
        HttpServletRequest http = ((ServletWebRequest) request).getRequest();
        String path = http.getRequestURI().substring(http.getContextPath().length());
        if (!path.startsWith("/api/") && !path.startsWith("/camunda/api/")) {
            ApiProblems.<RuntimeException>throwAsItIs(exception);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void throwAsItIs(Exception exception) throws E {
        throw (E) exception;
    }
}
