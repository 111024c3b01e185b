package io.aftercare.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.rest.dto.VariableValueDto;
import org.camunda.bpm.engine.rest.hal.Hal;
import org.camunda.bpm.engine.rest.mapper.JacksonConfigurator;
import org.camunda.bpm.engine.variable.type.ValueType;

/**
 * Lets a caller of the engine's interface give a variable by a plain value and one of a few types, and name no class.
 * Whatever call has variables in it, all are read into {@link VariableValueDto}, so this is the one place to say so.
 */
@Provider
@Produces({MediaType.APPLICATION_JSON, Hal.APPLICATION_HAL_JSON})
final class PlainVariables extends JacksonConfigurator {

    /** As the interface calls them. */
    private static final Set<String> TYPES = new TreeSet<>(List.of("Boolean", "Bytes", "Date", "Double", "File",
            "Integer", "Long", "Null", "Number", "Short", "String"));
    /** What may be said about a value; of a file, the last three. */
    private static final Set<String> INFORMATION = Set.of(ValueType.VALUE_INFO_TRANSIENT, "filename", "mimeType",
            "encoding");

    static final String REFUSAL = "A variable is a plain value of one of the types " + String.join(", ", TYPES)
            + ". Objects, serialized objects and names of classes are not taken; send plain values instead.";

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return super.getContext(type).addMixIn(VariableValueDto.class, PlainVariable.class);
    }

    /** @param type as a caller wrote it; null when it is left open */
    static boolean isPlain(String type) {
        return type == null
                || !type.isEmpty() && TYPES.contains(Character.toUpperCase(type.charAt(0)) + type.substring(1));
    }

    private interface PlainVariable {

        @JsonDeserialize(using = Type.class)
        void setType(String type);

        @JsonDeserialize(using = Value.class)
        void setValue(Object value);

        @JsonDeserialize(using = Information.class)
        void setValueInfo(Map<String, Object> information);
    }

    private abstract static class Plain<T> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1L;

        Plain(Class<?> type) {
            super(type);
        }

        static <T> T refuse(DeserializationContext context) throws IOException {
            return context.reportInputMismatch(VariableValueDto.class, "%s", REFUSAL);
        }

        /** Null stands for an array or object, which is refused. */
        static Object scalar(JsonParser json, DeserializationContext context) throws IOException {
            return json.currentToken().isScalarValue() ? context.readValue(json, Object.class) : refuse(context);
        }
    }

    static final class Type extends Plain<String> {

        private static final long serialVersionUID = 1L;

        Type() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return json.hasToken(JsonToken.VALUE_STRING) && isPlain(json.getText()) ? json.getText() : refuse(context);
        }
    }

    static final class Value extends Plain<Object> {

        private static final long serialVersionUID = 1L;

        Value() {
            super(Object.class);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return scalar(json, context);
        }
    }

    static final class Information extends Plain<Map<String, Object>> {

        private static final long serialVersionUID = 1L;

        Information() {
            super(Map.class);
        }

        @Override
        public Map<String, Object> deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.isExpectedStartObjectToken()) {
                return refuse(context);
            }
            var information = new HashMap<String, Object>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (!INFORMATION.contains(name)) {
                    return refuse(context);
                }
                information.put(name, scalar(json, context));
            }
            return information;
        }
    }
}
