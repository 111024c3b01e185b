package io.aftercare.platform;

import java.io.ByteArrayInputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import org.camunda.bpm.engine.ArtifactFactory;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionInputInstanceEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionOutputInstanceEntity;
import org.camunda.bpm.engine.impl.variable.serializer.JavaObjectSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.ValueFields;
import org.camunda.bpm.engine.runtime.DeserializationTypeValidator;
import org.camunda.bpm.engine.variable.value.ObjectValue;

/** No class is built because somebody names it: not as a variable, and not as the step of a diagram. */
final class NoObjects {

    /** The engine's own lets all of java.lang and the collections through, even with an empty list. */
    static final DeserializationTypeValidator VALIDATOR = type -> false;

    /** Steps are beans. */
    static final ArtifactFactory STEPS = new ArtifactFactory() {
        @Override
        public <T> T getArtifact(Class<T> type) {
            throw new BadUserRequestException("Classes are not allowed in diagrams; name the bean of a step instead of "
                    + type.getName() + ".");
        }
    };

    private NoObjects() {
    }

    /**
     * Keeps no object of Java as a variable. What a decision was asked and decided, which the history keeps, may be
     * lists and contexts of FEEL; nothing else is read. What is not to be kept passes: the result of a decision, which
     * lives no longer than its task.
     */
    static final class Serializer extends JavaObjectSerializer {

        private static final ObjectInputFilter VALUES_OF_FEEL = ObjectInputFilter.Config.createFilter("maxdepth=50;"
                + "java.lang.Boolean;java.lang.Byte;java.lang.Character;java.lang.Double;java.lang.Float;"
                + "java.lang.Integer;java.lang.Long;java.lang.Number;java.lang.Object;java.lang.Short;java.lang.String;"
                + "java.math.*;java.time.*;java.util.ArrayList;java.util.Arrays$ArrayList;java.util.CollSer;"
                + "java.util.Date;java.util.HashMap;java.util.LinkedHashMap;java.util.LinkedList;java.util.Map$Entry;"
                + "camundajar.impl.scala.**;!*");

        @Override
        public void writeValue(ObjectValue value, ValueFields fields) {
            if (fields instanceof HistoricDecisionInputInstanceEntity
                    || fields instanceof HistoricDecisionOutputInstanceEntity) {
                super.writeValue(value, fields);
            } else if (!value.isTransient()) {
                throw new BadUserRequestException("Objects are not allowed as variables; use plain values.");
            }
        }

        @Override
        protected Object deserializeFromByteArray(byte[] bytes, String type) throws Exception {
            try (var stream = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
                stream.setObjectInputFilter(VALUES_OF_FEEL);
                return stream.readObject();
            }
        }
    }
}
