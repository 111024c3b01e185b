package io.aftercare.process;

import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The licences whose key or order number a customer wrote. */
@Component
public class NamedLicences {

    private final Licences licences;
    private final Messages messages;

    NamedLicences(Licences licences, Messages messages) {
        this.licences = licences;
        this.messages = messages;
    }

    /**
     * Those that the customer's mails name, wherever: what passes for a quotation may be the customer's own, such as an
     * order confirmation that is shown. What only quotes a letter of ours proves nothing.
     */
    public List<Licence> in(RequestNumber request) {
        return in(request, messages.fromCustomer(request));
    }

    /** @param written all that the customer wrote */
    List<Licence> in(RequestNumber request, List<Message> written) {
        Set<Licence> named = new LinkedHashSet<>(licences.quotedIn(Messages.text(written)));
        Set<Licence> elsewhere = new LinkedHashSet<>();
        written.stream().filter(message -> !message.textBody().strip().equals(message.ownText()))
                .forEach(message -> elsewhere.addAll(licences.quotedIn(message.textBody())));
        if (!named.containsAll(elsewhere)) {
            messages.of(request).stream().filter(message -> message.direction() == Direction.OUT)
                    .forEach(letter -> licences.quotedIn(letter.textBody()).forEach(elsewhere::remove));
            named.addAll(elsewhere);
        }
        return List.copyOf(named);
    }
}
