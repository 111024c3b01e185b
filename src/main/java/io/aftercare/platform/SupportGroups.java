package io.aftercare.platform;

import java.util.List;

/** The ids of the engine's groups: who does what. Diagrams name them as candidate groups. */
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
    /** The engine's own group of administrators. */
    public static final String ADMINISTRATORS = "camunda-admin";

    /** The groups whose people handle requests. */
    public static final List<String> AGENTS = List.of(COMMERCIAL_SUPPORT, USAGE_SUPPORT, TECHNICAL_SUPPORT, MAINTENANCE);

    private SupportGroups() {
    }
}
