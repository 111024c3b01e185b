package io.aftercare.platform;

import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.Providers;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;

/** Says what is wrong with a body of JSON, such as {@link PlainVariables#REFUSAL}, where the original says nothing. */
@Provider
@Priority(1)
final class MistakenBodies implements ExceptionMapper<JsonMappingException> {

    @Context
    private Providers providers;

    @Override
    public Response toResponse(JsonMappingException mistake) {
        return providers.getExceptionMapper(Throwable.class)
                .toResponse(new InvalidRequestException(Status.BAD_REQUEST, mistake.getOriginalMessage()));
    }
}
