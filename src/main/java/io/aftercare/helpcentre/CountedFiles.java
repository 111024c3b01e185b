package io.aftercare.helpcentre;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.aftercare.helpcentre.PublicRequestController.PublicFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the files of a request up to one more than it may bring; the others are passed over, however many they are. */
final class CountedFiles extends JsonDeserializer<List<PublicFile>> {

    /** The attribute that says how many a request may bring. */
    static final String MOST = "mostFiles";

    @Override
    public List<PublicFile> deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (!json.isExpectedStartArrayToken()) {
            context.handleUnexpectedToken(List.class, json);
        }
        int most = (Integer) context.getAttribute(MOST);
        var files = new ArrayList<PublicFile>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (files.size() > most) {
                json.skipChildren();
                continue;
            }
            try {
                files.add(json.currentToken() == JsonToken.VALUE_NULL ? null
                        : context.readValue(json, PublicFile.class));
            } catch (JsonMappingException wrong) {
                throw JsonMappingException.wrapWithPath(wrong, files, files.size());
            }
        }
        return files;
    }
}
