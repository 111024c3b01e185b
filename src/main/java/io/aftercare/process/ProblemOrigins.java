package io.aftercare.process;

import io.aftercare.process.DeployedTables.DeployedTable;
import io.aftercare.triage.OriginMatch;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.springframework.stereotype.Component;

/**
 * Where problems may come from and which service is competent then (policy rules 4 and 5): the rows of the newest
 * deployed table. Nothing else lists them, so that a row added there is met in every form, mail and page.
 */
@Component
public class ProblemOrigins {

    private final DmnEngine engine;
    private final DeployedTables tables;
    private volatile Read read = new Read(null, List.of());

    ProblemOrigins(DmnEngine engine, DeployedTables tables) {
        this.engine = engine;
        this.tables = tables;
    }

    private record Read(String definition, List<ProblemOrigin> rows) {
    }

    /** Those outside the software, in the order of the table: what people choose from. */
    public List<ProblemOrigin> all() {
        return rows().stream().filter(origin -> !OriginMatch.DAMAGED_FILE.equals(origin.code())).toList();
    }

    /** One of {@link #all()}; empty for null and for a code that has no row. */
    public Optional<ProblemOrigin> find(String code) {
        return all().stream().filter(origin -> origin.code().equals(code)).findFirst();
    }

    /** In English, as within a sentence; of an origin whose row is gone, its code in words. */
    public String name(String code) {
        return rows().stream().filter(origin -> origin.code().equals(code)).findFirst()
                .map(origin -> origin.names().get("en"))
                .orElseGet(() -> code.toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** All codes of {@link #all()}, for a sentence that says what to give. */
    public String codes() {
        return all().stream().map(ProblemOrigin::code).collect(Collectors.joining(", "));
    }

    private List<ProblemOrigin> rows() {
        if (!tables.deployed(SupportRequest.COMPETENT_SERVICE_DECISION)) {
            // Processes of somebody's own, without ours, know no origins.
            return List.of();
        }
        DeployedTable newest = tables.newest(SupportRequest.COMPETENT_SERVICE_DECISION);
        Read known = read;
        if (!newest.definition().equals(known.definition())) {
            known = new Read(newest.definition(), new CompetentServiceTable(engine, newest.model()).origins());
            read = known;
        }
        return known.rows();
    }
}
