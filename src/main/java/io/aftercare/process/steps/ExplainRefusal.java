package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.REFUSAL;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.Letters;
import io.aftercare.letters.Verdict;
import io.aftercare.process.AgentsWords;
import io.aftercare.process.Outbox;
import io.aftercare.process.SupportRequest.Refusal;
import io.aftercare.process.SupportRequest;
import io.aftercare.process.Verdicts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Mails a refusal with the rule that decided, what is still possible and how to contest it. */
@Component
class ExplainRefusal implements JavaDelegate {

    private final Verdicts verdicts;
    private final AgentsWords words;
    private final Letters letters;
    private final Outbox outbox;

    ExplainRefusal(Verdicts verdicts, AgentsWords words, Letters letters, Outbox outbox) {
        this.verdicts = verdicts;
        this.words = words;
        this.letters = letters;
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        Verdict verdict = verdicts.ofRefusal(execution);
        outbox.send(REFUSAL.in(execution) == Refusal.PATCH ? letters.patchRefusal(number, verdict, words.of(number))
                : letters.refusal(number, verdict));
    }
}
