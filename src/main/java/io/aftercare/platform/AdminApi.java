package io.aftercare.platform;

import java.util.Set;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.admin.impl.web.SetupResource;

/**
 * The API of the Admin application without the resource that creates an administrator for anybody while the group has
 * no member (CVE-2026-77226). What is not there cannot be reached by any path. The first administrator comes from the
 * configuration instead, see {@link FirstAdministrator}.
 */
final class AdminApi extends AdminApplication {

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> resources = super.getClasses();
        resources.remove(SetupResource.class);
        return resources;
    }
}
