package io.aftercare.desk;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.cockpit.impl.plugin.resources.BaseRootResource;
import org.camunda.bpm.engine.rest.impl.NamedProcessEngineRestServiceImpl;

/** All that the engine's REST API and Cockpit's own offer to read, as their classes declare it. */
final class EngineDoors {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}:]+)(?::[^}]*)?}");

    private final List<Door> found = new ArrayList<>();

    private EngineDoors() {
    }

    /** @param path with names of parameters in braces */
    record Door(String method, String path) {

        /**
         * @param ids by the segment before the parameter, else by the parameter's name
         * @return the path with an id in the place of each parameter
         */
        String filled(Map<String, String> ids) {
            Matcher parameter = PARAMETER.matcher(path);
            var filled = new StringBuilder();
            while (parameter.find()) {
                String before = path.substring(0, parameter.start() - 1);
                String segment = before.substring(before.lastIndexOf('/') + 1);
                String history = before.contains("/history/") ? "history/" + segment : segment;
                String id = ids.getOrDefault(history, ids.getOrDefault(segment, ids.getOrDefault(parameter.group(1),
                        "none")));
                parameter.appendReplacement(filled, Matcher.quoteReplacement(id));
            }
            return parameter.appendTail(filled).toString();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Door> all() {
        var doors = new EngineDoors();
        doors.walk(NamedProcessEngineRestServiceImpl.class, "/camunda/api/engine/engine", Set.of());
        doors.walk(BaseRootResource.class, "/camunda/api/cockpit/plugin/base", Set.of());
        return doors.found.stream().distinct().toList();
    }

    private void walk(Class<?> type, String path, Set<Class<?>> above) {
        if (above.contains(type)) {
            return;
        }
        Set<Class<?>> through = new HashSet<>(above);
        through.add(type);
        for (Method method : type.getMethods()) {
            Path own = declared(method, Path.class);
            String below = own == null ? path : joined(path, own.value());
            boolean get = declared(method, GET.class) != null;
            boolean post = declared(method, POST.class) != null;
            if (get) {
                found.add(new Door("GET", below));
            }
            if (post) {
                found.add(new Door("POST", below));
            }
            if (own != null && !get && !post) {
                walk(method.getReturnType(), below, through);
            }
        }
    }

    private static String joined(String path, String more) {
        return (path + "/" + more).replaceAll("/+", "/").replaceAll("/$", "");
    }

    /** An annotation of the method, or of what it implements. */
    private static <A extends Annotation> A declared(Method method, Class<A> annotation) {
        return Stream.concat(Stream.of(method.getDeclaringClass()), interfacesOf(method.getDeclaringClass()))
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(other -> other.getName().equals(method.getName())
                        && List.of(other.getParameterTypes()).equals(List.of(method.getParameterTypes())))
                .map(other -> other.getAnnotation(annotation)).filter(found -> found != null).findFirst().orElse(null);
    }

    private static Stream<Class<?>> interfacesOf(Class<?> type) {
        return Stream.of(type.getInterfaces()).flatMap(one -> Stream.concat(Stream.of(one), interfacesOf(one)));
    }
}
