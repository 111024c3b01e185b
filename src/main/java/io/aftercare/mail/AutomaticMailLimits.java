package io.aftercare.mail;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.UndeliverableAddress;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredMessage.Problem;
import io.aftercare.conversation.UndeliveredMessages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Withholds automatic mails that nobody would read: to an address that does not work, or too many to one address. */
@Component
class AutomaticMailLimits {

    private static final Duration DAY = Duration.ofHours(24);

    private final OutgoingMessages outgoing;
    private final UndeliveredMessages undelivered;
    private final UndeliverableAddresses addresses;
    private final DeliveryOutcomes outcomes;
    private final MailProperties properties;
    private final Clock clock;

    AutomaticMailLimits(OutgoingMessages outgoing, UndeliveredMessages undelivered, UndeliverableAddresses addresses,
            DeliveryOutcomes outcomes, MailProperties properties, Clock clock) {
        this.outgoing = outgoing;
        this.undelivered = undelivered;
        this.addresses = addresses;
        this.outcomes = outcomes;
        this.properties = properties;
        this.clock = clock;
    }

    /** Whether an automatic mail is not to be sent; it is then kept, with a note, for a person to decide about. */
    boolean withhold(Message message) {
        if (!message.automatic()) {
            return false;
        }
        // The message that was rejected itself is tried only when somebody wants it, by a retry in Cockpit.
        Optional<UndeliverableAddress> blocked = addresses.find(message.toAddress())
                .filter(known -> known.message() != message.id());
        Instant yesterday = clock.instant().minus(DAY);
        if (blocked.isEmpty()
                && outgoing.automaticSent(message.toAddress(), yesterday) < properties.automaticPerDay()
                || undelivered.wanted(message.id())) {
            return false;
        }
        if (blocked.isPresent()) {
            outcomes.withheld(message, Problem.ADDRESS_BLOCKED, "was held back, since mail to " + message.toAddress()
                    + " does not arrive: " + blocked.get().reason(), true);
            return true;
        }
        outcomes.withheld(message, Problem.TOO_MANY, "was not sent: " + message.toAddress() + " has been sent "
                + properties.automaticPerDay() + " automatic mails within 24 hours, the most that is allowed "
                + "(aftercare.mail.automatic-per-day). Two automata may be answering each other.",
                !undelivered.toldOfTooMany(message.toAddress(), yesterday));
        return true;
    }
}
