package io.aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a call of the web applications that failed as the original does, but logs one line when the call itself was
 * wrong, so that nobody fills the log from outside. A fault of ours, of the database or of the machine keeps its stack
 * trace.
 */
@Provider
final class EngineCallFailures implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(EngineCallFailures.class);
    private static final String ENGINE = "org.camunda.bpm.engine.";
    private static final int LONGEST = 500;

    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        var original = ExceptionHandlerHelper.getInstance();
        Response.Status status = original.getStatus(failure);
        int code = status == null ? Response.Status.INTERNAL_SERVER_ERROR.getStatusCode() : status.getStatusCode();
        if (code < Response.Status.INTERNAL_SERVER_ERROR.getStatusCode() || isOfTheCall(failure)) {
            LOG.info("{} {} failed with {}: {}", request.getMethod(), line(request.getRequestURI()), code,
                    line(failure.getMessage()));
        } else {
            LOG.error("{} {} failed with {}", request.getMethod(), line(request.getRequestURI()), code, failure);
        }
        return Response.status(code).entity(original.fromException(failure)).type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** The engine's own refusals, and what its interface stumbles over in a body that lacks what it needs. */
    private static boolean isOfTheCall(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        return root.getClass().getName().startsWith(ENGINE) || root instanceof CompletionRejectedException
                || trace.length > 0 && trace[0].getClassName().startsWith(ENGINE + "rest.");
    }

    /** What a caller wrote cannot look like another line of the log. */
    private static String line(String text) {
        String shown = String.valueOf(text).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
    }
}
