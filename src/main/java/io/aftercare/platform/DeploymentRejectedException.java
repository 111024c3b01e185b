package io.aftercare.platform;

import java.util.List;
import org.camunda.bpm.engine.exception.NotValidException;

/**
 * Says all that is wrong with a deployment, of which nothing was kept. The engine's interface answers with 400 and
 * this.
 */
final class DeploymentRejectedException extends NotValidException {

    private static final long serialVersionUID = 1L;

    DeploymentRejectedException(List<String> mistakes) {
        super("Nothing was deployed, because of " + (mistakes.size() == 1 ? "this mistake"
                : "these " + mistakes.size()
                        + " mistakes")
                + ":\n - " + String.join("\n - ", mistakes));
    }
}
