package io.aftercare.helpcentre;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Whoever asks for a page gets a page when it is not there or too much was sent; programs, and whoever calls the API,
 * get a problem detail. Other failures come to the templates {@code error/…} through Spring Boot.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorPages {

    @ExceptionHandler(NoResourceFoundException.class)
    Object notFound(NoResourceFoundException failure, HttpServletRequest request) {
        return answer("error/404", failure, request);
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    Object tooLarge(MaxUploadSizeExceededException failure, HttpServletRequest request) {
        return answer("error/413", failure, request);
    }

    @ExceptionHandler({HttpRequestMethodNotSupportedException.class, ServletRequestBindingException.class})
    Object wrongUse(Exception failure, HttpServletRequest request) {
        return answer("error/4xx", (ErrorResponse) failure, request);
    }

    private static Object answer(String page, ErrorResponse failure, HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.startsWith("/api/") || accepted == null || !accepted.contains(MediaType.TEXT_HTML_VALUE)) {
            return ResponseEntity.status(failure.getStatusCode()).headers(failure.getHeaders())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(failure.getBody());
        }
        var view = new ModelAndView(page);
        view.setStatus(failure.getStatusCode());
        return view;
    }
}
