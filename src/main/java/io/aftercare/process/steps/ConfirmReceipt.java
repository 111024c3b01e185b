package io.aftercare.process.steps;

import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.ports.AnswerTarget;
import io.aftercare.letters.Letters;
import io.aftercare.process.Outbox;
import io.aftercare.process.PlacedMails;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Tells the customer, once, that the request has come and by when a person answers: where nothing else has been written
 * to the customer about it, and never to an automaton.
 */
@Component
class ConfirmReceipt implements JavaDelegate {

    private final Messages messages;
    private final AnswerTarget target;
    private final Letters letters;
    private final Outbox outbox;
    private final PlacedMails placed;
    private final Clock clock;

    ConfirmReceipt(Messages messages, AnswerTarget target, Letters letters, Outbox outbox, PlacedMails placed,
            Clock clock) {
        this.messages = messages;
        this.target = target;
        this.letters = letters;
        this.outbox = outbox;
        this.placed = placed;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        if (!messages.fromCustomer(number).isEmpty() && !messages.answeredBefore(number)) {
            outbox.send(letters.receipt(number,
                    target.latest().map(latest -> LocalDate.ofInstant(latest, clock.getZone())).orElse(null)));
            placed.holdLetters(number);
        }
    }
}
