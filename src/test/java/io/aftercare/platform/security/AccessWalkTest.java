package io.aftercare.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.platform.StartedApplication;
import io.aftercare.platform.TestPeople;
import io.aftercare.platform.WebSession;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Walks all mappings of the running application as everybody, and holds who may against the list
 * {@code who-may-do-what.txt}. A new mapping is not in it and so fails until somebody has decided who may. What a
 * person may see of a single request is another matter; here 401 and 403 mean no, everything else yes.
 */
@StartedApplication
class AccessWalkTest {

    private static final String LIST = "who-may-do-what.txt";
    private static final String STRANGER = "stranger";
    /** Columns of the list, and who stands for them. */
    private static final Map<String, String> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put(STRANGER, STRANGER);
        ROLES.put("no-group", TestPeople.NOBODY);
        ROLES.put("designer", TestPeople.DESIGNER);
        ROLES.put("agent", TestPeople.AGENT);
        ROLES.put("manager", TestPeople.MANAGER);
        ROLES.put("administrator", TestPeople.ADMIN);
    }

    @LocalServerPort
    int port;
    @Autowired
    List<RequestMappingInfoHandlerMapping> mappings;

    @Test
    void everyMappingIsForThoseWhomTheListNames() throws Exception {
        Map<String, WebSession> sessions = new LinkedHashMap<>();
        for (var role : ROLES.entrySet()) {
            sessions.put(role.getKey(), session(role.getValue()));
        }
        List<String> walked = new ArrayList<>();
        for (var mapping : all().entrySet()) {
            List<String> may = new ArrayList<>();
            for (var role : ROLES.entrySet()) {
                HttpRequest.Builder request = request(sessions.get(role.getKey()), role.getValue(), mapping.getValue());
                int status = sessions.get(role.getKey())
                        .send(request.method(mapping.getKey().split(" ")[0], BodyPublishers.noBody())).statusCode();
                if (status != 401 && status != 403) {
                    may.add(role.getKey());
                }
            }
            walked.add(mapping.getKey() + ": " + (may.size() == ROLES.size() ? "everybody" : String.join(", ", may)));
        }
        assertThat(String.join("\n", walked)).isEqualTo(
                new ClassPathResource(LIST).getContentAsString(StandardCharsets.UTF_8).lines()
                        .filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n")));
    }

    /** What is asked, by method and pattern. */
    private Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(
                Comparator.comparing((String key) -> key.split(" ")[1]).thenComparing(key -> key));
        for (RequestMappingInfoHandlerMapping mapping : mappings) {
            mapping.getHandlerMethods().forEach((info, handler) -> {
                if (!handler.getBeanType().getName().contains("Probe")) {
                    for (String pattern : info.getPatternValues()) {
                        methods(info).forEach(method -> all.put(method + " " + pattern, filled(pattern)));
                    }
                }
            });
        }
        return all;
    }

    private static Stream<String> methods(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty() ? Stream.of("GET", "POST") : new TreeSet<>(methods).stream().map(RequestMethod::name);
    }

    /** A path that nothing is at, so that the walk changes nothing. */
    private static String filled(String pattern) {
        return pattern.replaceAll("\\{\\w+:(\\w[^|}]*)[^}]*}", "$1").replace("{number}", "AC-999999")
                .replaceAll("\\{(id|index|version)}", "999999")
                .replaceAll("\\{\\*?\\w+}|\\*\\*", "nothing");
    }

    private WebSession session(String user) throws Exception {
        var session = new WebSession(port);
        if (!user.equals(STRANGER) && !user.equals(TestPeople.NOBODY)) {
            return WebSession.of(port, user);
        }
        return session;
    }

    private HttpRequest.Builder request(WebSession session, String user, String path) {
        return user.equals(STRANGER) || path.startsWith("/camunda/")
                ? session.request(path)
                : session.as(user, TestPeople.passwordOf(user), path);
    }
}
