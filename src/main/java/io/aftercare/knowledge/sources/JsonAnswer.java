package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a web site answered as JSON, fetched or saved to a file. */
final class JsonAnswer {

    private JsonAnswer() {
    }

    /** @throws ImportFailed when it is no JSON, or neither an object nor an array */
    static JsonNode read(ObjectMapper mapper, byte[] file) {
        JsonNode answer;
        try (JsonParser parser = mapper.createParser(file)) {
            answer = mapper.readTree(parser);
            // Else the second of two answers in one file would be left out, and with complete=true its articles
            // withdrawn.
            if (answer != null && parser.nextToken() != null) {
                throw new ImportFailed("The file goes on after its end (line "
                        + parser.currentTokenLocation().getLineNr() + ", column "
                        + parser.currentTokenLocation().getColumnNr()
                        + "). Import each answer of the web site as a file of its own.");
            }
        } catch (JsonProcessingException broken) {
            var place = broken.getLocation();
            throw new ImportFailed("The file is not readable as JSON"
                    + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")")
                    + ": "
                    + broken.getOriginalMessage() + ". Save the answer of the web site again.");
        } catch (IOException broken) {
            throw new ImportFailed("The file is not readable as JSON: " + broken.getMessage() + ".");
        }
        if (answer == null || !answer.isContainerNode()) {
            throw new ImportFailed("The file holds neither a post nor an array of posts.");
        }
        return answer;
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** An id or other whole number as text, or null. */
    static String number(JsonNode value) {
        return value.isIntegralNumber() ? value.asText() : null;
    }
}
