package io.aftercare.platform;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The ids of the engine's groups: who does what. Diagrams name them as candidate groups, and the decision table
 * {@code answering-group} those that answer; a test holds both against these.
 */
public final class SupportGroups {

    public static final String COMMERCIAL_SUPPORT = "commercial-support";
    public static final String USAGE_SUPPORT = "usage-support";
    public static final String TECHNICAL_SUPPORT = "technical-support";
    /** Makes patches. */
    public static final String MAINTENANCE = "maintenance";
    /** Decide contested refusals, watch over all requests. */
    public static final String MANAGERS = "managers";
    /** Change processes, decisions and forms. */
    public static final String DESIGNERS = "designers";
    /** May change saved replies, besides what another group lets them do. */
    public static final String REPLY_EDITORS = "reply-editors";
    /** The engine's own group of administrators. */
    public static final String ADMINISTRATORS = "camunda-admin";

    /** The groups that triage and answer requests: one team, whose people stand in for each other. */
    public static final List<String> ANSWERING = List.of(COMMERCIAL_SUPPORT, USAGE_SUPPORT, TECHNICAL_SUPPORT);

    /** The groups whose people handle requests. */
    public static final List<String> AGENTS =
            Stream.concat(ANSWERING.stream(), Stream.of(MAINTENANCE)).toList();

    /** The groups whose people decide what agents may not, and see everything. */
    public static final List<String> DECIDERS = List.of(MANAGERS, ADMINISTRATORS);

    /** The groups whose people add, change and delete saved replies: it is said here, and nowhere else. */
    public static final List<String> SAVED_REPLY_EDITORS =
            Stream.concat(DECIDERS.stream(), Stream.of(REPLY_EDITORS)).toList();

    /** What Camunda Admin calls them, by id. */
    static final Map<String, String> NAMES = Map.of(
            COMMERCIAL_SUPPORT, "Commercial support",
            USAGE_SUPPORT, "Usage support",
            TECHNICAL_SUPPORT, "Technical support",
            MAINTENANCE, "Maintenance",
            MANAGERS, "Managers",
            DESIGNERS, "Process designers",
            REPLY_EDITORS, "Editors of saved replies",
            ADMINISTRATORS, "Administrators");

    private SupportGroups() {
    }

    /** What people call the groups, by id. */
    public static Map<String, String> names() {
        return NAMES;
    }
}
