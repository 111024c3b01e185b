package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ANSWER_GIVEN;
import static io.aftercare.process.SupportRequest.CUSTOMER_ADDRESS;
import static io.aftercare.process.SupportRequest.CUSTOMER_NAME;
import static io.aftercare.process.SupportRequest.HELP_CONSULTED;
import static io.aftercare.process.SupportRequest.LANGUAGE;
import static io.aftercare.process.SupportRequest.LICENCE_KEY;
import static io.aftercare.process.SupportRequest.NO_LEARNING;
import static io.aftercare.process.SupportRequest.PRODUCT;
import static io.aftercare.process.SupportRequest.REQUEST_TEXT;
import static io.aftercare.process.SupportRequest.SUBJECT;
import static io.aftercare.process.SupportRequest.TOLD_ARTICLE;

import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.entitlement.Products;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.CustomerAddressCheck;
import io.aftercare.process.PhoneCalls;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Opens a request with what an agent noted of a telephone call. Its number becomes the business key, by which whoever
 * started this learns it.
 */
@Component
class RegisterRequest implements JavaDelegate {

    private final PhoneCalls calls;
    private final Products products;
    private final CurrentPerson person;
    private final CustomerAddressCheck addresses;

    RegisterRequest(PhoneCalls calls, Products products, CurrentPerson person,
            CustomerAddressCheck addresses) {
        this.calls = calls;
        this.products = products;
        this.person = person;
        this.addresses = addresses;
    }

    @Override
    public void execute(DelegateExecution execution) {
        EnteredProduct product = EnteredProduct.of(PRODUCT.in(execution), products);
        var asked = IncomingMessage.written(addresses.checked(CUSTOMER_ADDRESS.in(execution)),
                CUSTOMER_NAME.in(execution), SUBJECT.required(execution),
                withFacts(REQUEST_TEXT.required(execution), product, LICENCE_KEY.in(execution),
                        "fr".equals(LANGUAGE.in(execution))),
                List.of());
        RequestNumber number = calls.register(new PhoneCalls.Call(asked, LANGUAGE.in(execution), product.code(),
                product.version(), HELP_CONSULTED.isTrue(execution), TOLD_ARTICLE.in(execution),
                ANSWER_GIVEN.in(execution), NO_LEARNING.isTrue(execution)), person.id());
        execution.setProcessBusinessKey(number.toString());
    }

    /** As the contact form has them: from here on the purchase is found by what was written. */
    private static String withFacts(String text, EnteredProduct product, String licenceKey, boolean french) {
        String named = product.code() == null ? ""
                : "\n\n" + (french ? "Produit : " : "Product: ") + product.name()
                        + (product.version() == null ? "" : " " + product.version());
        return text + named + (licenceKey == null || licenceKey.isBlank() ? ""
                : "\n\n" + (french ? "Clé de licence ou numéro de commande : " : "Licence key or order number: ")
                        + licenceKey.strip());
    }
}
