package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.CUSTOMER_ADDRESS;

import io.aftercare.process.CustomerAddressCheck;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.Redelivery;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** A person found out where the customer is reached. */
@Component
class CorrectAddress implements JavaDelegate {

    private final Redelivery redelivery;
    private final CurrentPerson person;
    private final CustomerAddressCheck addresses;

    CorrectAddress(Redelivery redelivery, CurrentPerson person, CustomerAddressCheck addresses) {
        this.addresses = addresses;
        this.redelivery = redelivery;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        redelivery.correctAddress(SupportRequest.of(execution), addresses.checked(CUSTOMER_ADDRESS.in(execution)),
                person.id());
    }
}
