package io.aftercare.process;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import org.springframework.stereotype.Component;

/** Puts the address of a customer right, in the caller's transaction. */
@Component
class AddressCorrections {

    private final Requests requests;
    private final Messages messages;
    private final Participants participants;
    private final Decisions decisions;

    AddressCorrections(Requests requests, Messages messages, Participants participants, Decisions decisions) {
        this.requests = requests;
        this.messages = messages;
        this.participants = participants;
        this.decisions = decisions;
    }

    /** @param person engine user id of who decided it */
    void correct(RequestNumber number, String address, String person) {
        String former = requests.getForUpdate(number).customerAddress();
        requests.readdress(number, address);
        // Who wrote from there is no stranger; of an address that was only typed it is not known whose it is.
        if (messages.fromCustomer(number).stream().anyMatch(message -> former.equals(message.fromAddress()))) {
            participants.add(requests.get(number), former, Participant.How.FORMER_ADDRESS, person);
        }
        decisions.record(number, "address", "CORRECTED", null,
                "Letters go to " + address + " instead of " + former + ".", person);
    }
}
