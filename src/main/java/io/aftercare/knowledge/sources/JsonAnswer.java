package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.unicode.QuotedInput;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a web site answered as JSON, fetched or saved to a file. */
final class JsonAnswer {

    /** Each value of a tree takes some hundred bytes; a post of WordPress has about a hundred. */
    private static final int MOST_TOKENS = 1_500_000;
    private static final int DEEPEST = 100;
    private static final int LONGEST_REASON = 300;
    private static final JsonFactory BOUNDED = JsonFactory.builder().streamReadConstraints(StreamReadConstraints
            .builder().maxTokenCount(MOST_TOKENS).maxNestingDepth(DEEPEST).build()).build();

    private JsonAnswer() {
    }

    /** @throws ImportFailed when it is no JSON, or neither an object nor an array */
    static JsonNode read(ObjectMapper mapper, byte[] file) {
        JsonNode answer;
        try (JsonParser parser = BOUNDED.createParser(file)) {
            parser.setCodec(mapper);
            answer = mapper.readTree(parser);
            // Else the second of two answers in one file would be left out, and with complete=true its articles
            // withdrawn.
            if (answer != null && parser.nextToken() != null) {
                throw new ImportFailed("The file goes on after its end (line "
                        + parser.currentTokenLocation().getLineNr() + ", column "
                        + parser.currentTokenLocation().getColumnNr()
                        + "). Import each answer of the web site as a file of its own.");
            }
        } catch (StreamConstraintsException tooMuch) {
            throw new ImportFailed("The file has too many or too long values, or they are nested too deeply ("
                    + QuotedInput.of(tooMuch.getOriginalMessage(), LONGEST_REASON)
                    + "). Save fewer posts in one file.");
        } catch (JsonProcessingException broken) {
            var place = broken.getLocation();
            throw new ImportFailed("The file is not readable as JSON"
                    + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")")
                    + ": "
                    + QuotedInput.of(broken.getOriginalMessage(), LONGEST_REASON)
                    + ". Save the answer of the web site again.");
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
