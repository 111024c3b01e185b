package io.aftercare.platform;

import io.aftercare.platform.deployment.Finding;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.exception.NotValidException;

/** Says all that is wrong with a deployment, of which nothing was kept. The engine's interface answers with 400 and this. */
final class DeploymentRejectedException extends NotValidException {

    private static final long serialVersionUID = 1L;

    DeploymentRejectedException(List<Finding> findings) {
        super("Nothing was deployed, because of " + (findings.size() == 1 ? "this mistake" : "these " + findings.size()
                + " mistakes") + ":\n - " + findings.stream().map(Finding::text).collect(Collectors.joining("\n - ")));
    }
}
