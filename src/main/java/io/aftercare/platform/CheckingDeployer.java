package io.aftercare.platform;

import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Checks every deployment before the engine reads it, and lets no person make one, by whatever door: whoever deploys
 * runs code. It runs within the deployment's transaction, so that nothing is kept of one that is rejected.
 */
final class CheckingDeployer implements Deployer {

    private final ObjectProvider<DeploymentCheck> check;

    /** @param check asked for late, because the engine is made before it */
    CheckingDeployer(ObjectProvider<DeploymentCheck> check) {
        this.check = check;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        // One that is not new is only read again into the engine's cache.
        if (deployment.isNew()) {
            if (Context.getCommandContext().getAuthentication() != null) {
                throw new AuthorizationException(NoDeployment.REFUSAL);
            }
            Map<String, byte[]> files = filesOf(deployment);
            check.getObject().reject(files);
            check.getObject().accepted(files);
        }
    }

    private static Map<String, byte[]> filesOf(DeploymentEntity deployment) {
        return deployment.getResources().values().stream()
                .collect(Collectors.toMap(ResourceEntity::getName, ResourceEntity::getBytes));
    }
}
