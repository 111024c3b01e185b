package io.aftercare.platform;

import io.aftercare.platform.security.AccessRule;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of the OpenAPI description, and at each operation whether one must log in for it. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String LOGIN = "basic";

    @Bean
    OpenAPI api(@Value("${aftercare.base-url}") String baseUrl) {
        return new OpenAPI()
                .info(new Info().title("Aftercare API").version("v1")
                        .description("Search the knowledge base, make and read "
                                + "support requests, import licences, products and articles. Errors are RFC 9457 "
                                + "problem details."))
                .components(new Components().addSecuritySchemes(LOGIN,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")
                                .description("A user of Tasklist or Cockpit.")))
                .addServersItem(new Server().url(baseUrl));
    }

    @Bean
    OpenApiCustomizer logins() {
        return api -> api.getPaths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
            if (!AccessRule.of(method.name(), path).isPublic()) {
                operation.addSecurityItem(new SecurityRequirement().addList(LOGIN));
            }
        }));
    }
}
