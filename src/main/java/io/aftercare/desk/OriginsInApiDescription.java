package io.aftercare.desk;

import io.aftercare.process.ProblemOrigin;
import io.aftercare.process.ProblemOrigins;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.StringSchema;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Describes an origin by the values it may have now; the description is made anew each time it is asked for. */
@Component
class OriginsInApiDescription implements OpenApiCustomizer {

    private final ProblemOrigins origins;

    OriginsInApiDescription(ProblemOrigins origins) {
        this.origins = origins;
    }

    @Override
    public void customise(OpenAPI api) {
        var origin = new StringSchema();
        origins.all().stream().map(ProblemOrigin::code).forEach(origin::addEnumItem);
        origin.addEnumItem("");
        origin.setDescription("Where the problem comes from, as /api/origins lists it; empty for none.");
        api.getComponents().getSchemas().get(TriageCorrectionController.Said.class.getSimpleName())
                .addProperty("origin", origin);
    }
}
