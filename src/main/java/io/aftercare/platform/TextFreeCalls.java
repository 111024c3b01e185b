package io.aftercare.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is left of a call to the engine for those who may read no customer's text. A query must not ask by such text nor
 * sort by it, for then its count or its order would tell the text; and an answer has no field that quotes it, such as
 * the message of an incident, in which a mail server names the address that it does not know.
 */
final class TextFreeCalls {

    private static final Pattern CRITERION = Pattern.compile(
            "(?i).*(?:variable|message|exception|error|annotation|comment|attachment|deletereason).*");
    private static final Pattern QUOTING = Pattern.compile(".*Message|annotation|deleteReason");
    /** As an object these are what a caller gives, to a decision for example; as a list they are criteria. */
    private static final String GIVEN = "variables";
    private static final String SORTING = "sortBy";
    /** Cockpit sorts by them; they are no texts of anybody. */
    private static final Set<String> NAMES = Set.of("variableName", "variableType");

    private final ObjectMapper json;

    TextFreeCalls(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Whether a body asks by text.
     *
     * @param body  JSON in UTF-8, or nothing
     * @param given whether variables may be given along, as to a decision that is tried
     * @throws IOException when it is no JSON
     */
    boolean asksByText(byte[] body, boolean given) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && asksByText(parser.currentName(), parser, given)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean asksByText(String name, JsonParser parser, boolean given) throws IOException {
        if (name.equalsIgnoreCase(SORTING)) {
            return parser.nextToken() == JsonToken.VALUE_STRING && sortsByText(parser.getText());
        }
        if (!isCriterion(name)) {
            return false;
        }
        return switch (parser.nextToken()) {
            case START_ARRAY -> parser.nextToken() != JsonToken.END_ARRAY;
            case VALUE_STRING -> !parser.getText().isEmpty();
            case START_OBJECT -> {
                parser.skipChildren();
                yield !given || !name.equals(GIVEN);
            }
            default -> false;
        };
    }

    /** @param queryString as it was sent; null when there is none */
    boolean asksByText(String queryString) {
        if (queryString == null) {
            return false;
        }
        for (String parameter : queryString.split("&")) {
            String[] pair = parameter.split("=", 2);
            String name = URLDecoder.decode(pair[0], StandardCharsets.UTF_8);
            String value = pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
            boolean text = !value.isEmpty() && !value.equals("true") && !value.equals("false");
            if (text && (isCriterion(name) || name.equalsIgnoreCase(SORTING) && sortsByText(value))) {
                return true;
            }
        }
        return false;
    }

    private static boolean sortsByText(String value) {
        return isCriterion(value) && !NAMES.contains(value);
    }

    private static boolean isCriterion(String name) {
        return CRITERION.matcher(name).matches();
    }

    /** The same answer, in JSON, without what quotes a text. */
    byte[] withoutText(byte[] answer) throws IOException {
        JsonNode tree = json.readTree(answer);
        clear(tree);
        return json.writeValueAsBytes(tree);
    }

    private static void clear(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext();) {
                Map.Entry<String, JsonNode> field = fields.next();
                if (QUOTING.matcher(field.getKey()).matches()) {
                    field.setValue(object.nullNode());
                }
            }
        }
        node.forEach(TextFreeCalls::clear);
    }
}
