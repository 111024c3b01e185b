package io.aftercare.platform;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What the interfaces of the engine and of Cockpit offer to those who may read no customer's text: diagrams,
 * definitions, counts, and instances by their number. What is not listed is closed to them, and so is whatever the
 * engine adds one day. The engine's own rights come on top. What they may not see of an answer, or ask by, is said in
 * {@link TextFreeCalls}.
 */
final class TextFreeDoors {

    private static final String ENGINE = "/camunda/api/engine/engine";

    private static final List<Door> DOORS = Stream.of(
            doors("GET", "/camunda/api/*/plugin/*/static/**", ENGINE),
            // Definitions, people and rights, which the engine gives to whom they are due.
            doors(null, Stream.of("process-definition", "decision-definition", "decision-requirements-definition",
                    "case-definition", "deployment", "job-definition", "batch", "migration", "metrics", "user", "group",
                    "tenant", "identity", "authorization", "history/batch", "history/cleanup")
                    .map(kind -> ENGINE + "/*/" + kind + "/**").toArray(String[]::new)),
            doors("GET", of("version", "schema/log", "telemetry/**", "process-instance/*",
                    "process-instance/*/activity-instances", "execution/*", "incident/*", "job/*", "task/report/**",
                    "history/process-instance/*", "history/process-instance/report", "history/activity-instance/*",
                    "history/process-definition/**", "history/decision-definition/**",
                    "history/decision-requirements-definition/**", "history/task/report")),
            // Queries, which can be sent either way. Of variables the engine finds none that they may read.
            Stream.of("GET", "POST").flatMap(method -> doors(method, of("process-instance", "process-instance/count",
                    "execution", "execution/count", "incident", "incident/count", "job", "job/count", "task/count",
                    "variable-instance", "variable-instance/count", "event-subscription", "event-subscription/count",
                    "history/process-instance", "history/process-instance/count", "history/activity-instance",
                    "history/activity-instance/count", "history/incident", "history/incident/count",
                    "history/task/count"))),
            Stream.of("GET", "POST").flatMap(method -> doors(method, "/camunda/api/cockpit/plugin/base/*/**")))
            .flatMap(doors -> doors).toList();

    private TextFreeDoors() {
    }

    /** @param method null for all */
    private record Door(String method, PathPattern path) {
    }

    /** @param path decoded and without the context path */
    static boolean isOne(String method, String path) {
        PathContainer asked = PathContainer.parsePath(path.replaceAll("(?<=.)/+$", ""));
        String read = method.equals("HEAD") ? "GET" : method;
        return DOORS.stream().anyMatch(
                door -> (door.method == null || door.method.equals(read)) && door.path.matches(asked));
    }

    private static String[] of(String... paths) {
        return Arrays.stream(paths).map(path -> ENGINE + "/*/" + path).toArray(String[]::new);
    }

    private static Stream<Door> doors(String method, String... paths) {
        return Arrays.stream(paths).map(path -> new Door(method, PathPatternParser.defaultInstance.parse(path)));
    }
}
