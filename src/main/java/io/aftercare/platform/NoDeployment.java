package io.aftercare.platform;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.camunda.bpm.engine.rest.DeploymentRestService;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.rest.sub.repository.DeploymentResource;

/**
 * Nobody deploys through the engine's interface, whatever the groups' rights: whoever deploys runs code. It asks which
 * method was found for the call, so that no way of writing a path matters. {@link CheckingDeployer} is the second line.
 */
@Provider
final class NoDeployment implements ContainerRequestFilter {

    static final String REFUSAL = "Nothing was deployed: only Aftercare itself deploys, at its start, the files of its "
            + "folders processes and forms. Put the files there (aftercare.deployment.root) and start again.";

    @Context
    private ResourceInfo call;

    @Override
    public void filter(ContainerRequestContext request) {
        Class<?> resource = call.getResourceClass();
        boolean ofDeployments = resource != null && (DeploymentRestService.class.isAssignableFrom(resource)
                || DeploymentResource.class.isAssignableFrom(resource));
        if (ofDeployments && HttpMethod.POST.equals(request.getMethod())) {
            throw new InvalidRequestException(Status.FORBIDDEN, REFUSAL);
        }
    }
}
