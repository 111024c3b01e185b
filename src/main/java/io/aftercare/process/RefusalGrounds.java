package io.aftercare.process;

import static io.aftercare.process.SupportRequest.LICENSED_VERSION;
import static io.aftercare.process.SupportRequest.PURCHASED_ON;
import static io.aftercare.process.SupportRequest.REFUSAL;
import static io.aftercare.process.SupportRequest.SUPPORT_PERIOD;
import static io.aftercare.process.SupportRequest.SUPPORT_UNTIL;
import static io.aftercare.process.SupportRequest.VERSION_ON_SALE;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.Products;
import io.aftercare.letters.Grounds;
import io.aftercare.process.Explanations.Explanation;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What a letter says of a refusal: its rule and reason in the customer's language and the facts it stands on. */
@Component
public class RefusalGrounds {

    private final Requests requests;
    private final Products products;
    private final Explanations explanations;

    RefusalGrounds(Requests requests, Products products, Explanations explanations) {
        this.requests = requests;
        this.products = products;
        this.explanations = explanations;
    }

    /** What stands behind the refusal that the process is just carrying out. */
    public Grounds of(DelegateExecution execution) {
        Request request = requests.get(SupportRequest.of(execution));
        Explanation explanation = explanations.of(REFUSAL.in(execution).decisionResult(), request.language(),
                SUPPORT_PERIOD.in(execution));
        return new Grounds(explanation.rule(), explanation.reason(),
                products.find(request.product()).map(Product::name).orElse(request.product()),
                LICENSED_VERSION.in(execution), VERSION_ON_SALE.in(execution), day(PURCHASED_ON.in(execution)),
                day(SUPPORT_UNTIL.in(execution)), request.licenceKey());
    }

    private static LocalDate day(String iso) {
        return iso == null ? null : LocalDate.parse(iso);
    }
}
