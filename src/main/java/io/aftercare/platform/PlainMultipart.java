package io.aftercare.platform;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.rest.mapper.MultipartFormData;
import org.camunda.bpm.engine.rest.mapper.MultipartPayloadProvider;

/**
 * Refuses an upload that names the class to be built from it, which the engine would do before it checks any right. It
 * looks at the parts as the engine itself has read them, so that nothing can be written to be read otherwise there.
 */
@Provider
@Consumes(MediaType.MULTIPART_FORM_DATA)
final class PlainMultipart extends MultipartPayloadProvider {

    @Override
    public MultipartFormData readFrom(Class<MultipartFormData> type, Type genericType, Annotation[] annotations,
            MediaType mediaType, MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        MultipartFormData form = super.readFrom(type, genericType, annotations, mediaType, headers, body);
        MultipartFormData.FormPart valueType = form.getNamedPart("valueType");
        if (form.getNamedPart("type") != null
                || valueType != null && !PlainVariables.isPlain(valueType.getTextContent())) {
            throw new InvalidRequestException(Status.BAD_REQUEST, PlainVariables.REFUSAL);
        }
        return form;
    }
}
