package io.aftercare.desk;

import io.aftercare.unicode.QuotedInput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Whoever asks for a page of the desk ({@link DeskPage}), or sends its form, gets a page with a sentence and a way
 * back; scripts get a problem detail.
 */
@ControllerAdvice(annotations = DeskPage.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class DeskErrorPages {

    @ExceptionHandler
    Object rejected(ResponseStatusException rejected, HttpServletRequest asked, HttpServletResponse response) {
        return answer(rejected.getStatusCode(), rejected.getReason(), asked, response);
    }

    @ExceptionHandler
    Object unreadable(MethodArgumentTypeMismatchException wrong, HttpServletRequest asked,
            HttpServletResponse response) {
        return answer(HttpStatus.BAD_REQUEST,
                "The address has a value that it cannot have: " + wrong.getName() + " is \""
                        + QuotedInput.of(wrong.getValue()) + "\". Go back, load the page again and try once more.",
                asked, response);
    }

    private static Object answer(HttpStatusCode status, String sentence, HttpServletRequest asked,
            HttpServletResponse response) {
        String accepted = asked.getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.contains(MediaType.TEXT_HTML_VALUE)) {
            return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(ProblemDetail.forStatusAndDetail(status, sentence));
        }
        ContentSecurityPolicy.readOnly(response);
        boolean inTasklist = Boolean.parseBoolean(asked.getParameter("tab"))
                || asked.getRequestURI().contains("/aftercare/tasks/");
        var page = new ModelAndView("desk/refused", status);
        page.addObject("sentence", sentence);
        page.addObject("inTasklist", inTasklist);
        // Only a form is sent from another page.
        page.addObject("form", "POST".equals(asked.getMethod()));
        return page;
    }
}
