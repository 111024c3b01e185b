package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.CUSTOMER_ADDRESS;
import static io.aftercare.process.SupportRequest.CUSTOMER_NAME;
import static io.aftercare.process.SupportRequest.LANGUAGE;
import static io.aftercare.process.SupportRequest.REQUEST_TEXT;
import static io.aftercare.process.SupportRequest.SUBJECT;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.process.CustomerAddressCheck;
import io.aftercare.process.RequestProcess;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens a request with what an agent noted of a telephone call. */
@Component
class RegisterRequest implements JavaDelegate {

    private final RequestProcess process;
    private final CustomerAddressCheck addresses;

    RegisterRequest(RequestProcess process, CustomerAddressCheck addresses) {
        this.addresses = addresses;
        this.process = process;
    }

    @Override
    public void execute(DelegateExecution execution) {
        process.begin(Channel.PHONE,
                IncomingMessage.written(addresses.checked(CUSTOMER_ADDRESS.in(execution)),
                        CUSTOMER_NAME.in(execution),
                        SUBJECT.required(execution), REQUEST_TEXT.required(execution), List.of()),
                LANGUAGE.in(execution), null);
    }
}
