package io.aftercare.platform;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.admin.impl.web.SetupResource;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.engine.rest.exception.ExceptionHandler;
import org.camunda.bpm.engine.rest.exception.JsonMappingExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.mapper.JacksonConfigurator;
import org.camunda.bpm.engine.rest.mapper.MultipartPayloadProvider;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * The APIs of the web applications, without what nobody is to reach: what is not there cannot be reached by any path.
 * None describes itself (WADL); each says what a call did wrong by {@link EngineCallFailures}. The original leaves
 * alone what is registered under a name of its own.
 */
final class WebappApis {

    private static final Map<String, Class<? extends Application>> APIS = Map.of("admin", Admin.class, "cockpit",
            Cockpit.class, "tasklist", Tasklist.class, "welcome", Welcome.class, "engine", Engine.class);

    private WebappApis() {
    }

    static void register(ServletContext context) {
        APIS.forEach((name, api) -> {
            ServletRegistration servlet = context.addServlet(
                    Character.toUpperCase(name.charAt(0)) + name.substring(1) + " Api",
                    new ServletContainer(ResourceConfig.forApplicationClass(api)
                            .property(ServerProperties.WADL_FEATURE_DISABLE, true)));
            servlet.addMapping("/camunda/api/" + name + "/*");
        });
    }

    private static Set<Class<?>> sayingFailures(Set<Class<?>> original) {
        Set<Class<?>> classes = new HashSet<>(original);
        classes.removeAll(Set.of(ExceptionHandler.class, RestExceptionHandler.class,
                ProcessEngineExceptionHandler.class, JsonMappingExceptionHandler.class));
        classes.addAll(Set.of(EngineCallFailures.class, MistakenBodies.class));
        return classes;
    }

    /**
     * Without the resource that creates an administrator for anybody while the group has no member (CVE-2026-77226).
     * The first administrator comes from the configuration instead, see {@link FirstAdministrator}.
     */
    static final class Admin extends AdminApplication {

        @Override
        public Set<Class<?>> getClasses() {
            Set<Class<?>> classes = sayingFailures(super.getClasses());
            classes.remove(SetupResource.class);
            return classes;
        }
    }

    static final class Cockpit extends CockpitApplication {

        @Override
        public Set<Class<?>> getClasses() {
            return sayingFailures(super.getClasses());
        }
    }

    static final class Tasklist extends TasklistApplication {

        @Override
        public Set<Class<?>> getClasses() {
            return sayingFailures(super.getClasses());
        }
    }

    static final class Welcome extends WelcomeApplication {

        @Override
        public Set<Class<?>> getClasses() {
            return sayingFailures(super.getClasses());
        }
    }

    /** Takes plain values only, and no deployment. */
    static final class Engine extends EngineRestApplication {

        @Override
        public Set<Class<?>> getClasses() {
            Set<Class<?>> classes = sayingFailures(super.getClasses());
            classes.remove(JacksonConfigurator.class);
            classes.remove(MultipartPayloadProvider.class);
            classes.addAll(Set.of(PlainVariables.class, PlainMultipart.class, NoDeployment.class));
            return classes;
        }
    }
}
