package io.aftercare.process;

import io.aftercare.conversation.LearningRefusals;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.knowledge.Feedback;
import io.aftercare.triage.TextTriage;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether the triage and the search may learn from what somebody writes. Who says no is asked never again: what was
 * learned of them is forgotten, and nothing is learned, by whatever door, until they allow it.
 */
@Component
@Transactional
public class LearningConsent {

    private final LearningRefusals refusals;
    private final TextTriage triage;
    private final Feedback feedback;

    LearningConsent(LearningRefusals refusals, TextTriage triage, Feedback feedback) {
        this.refusals = refusals;
        this.triage = triage;
        this.feedback = feedback;
    }

    /** Somebody says no, for all they wrote and will write. */
    public void refuse(String address) {
        refusals.refuse(address);
        refusals.requestsOf(address).forEach(this::forget);
    }

    /** Somebody who said no allows it again, from now on. */
    public void allow(String address) {
        refusals.withdraw(address);
    }

    /** Whether this address has said no. */
    @Transactional(readOnly = true)
    public boolean refused(String address) {
        return refusals.refused(address);
    }

    /** Whether nobody who wrote in a request has said no. */
    @Transactional(readOnly = true)
    public boolean given(RequestNumber request) {
        return !refusals.refused(request);
    }

    private void forget(RequestNumber request) {
        triage.forget(request);
        feedback.forget(request.value());
    }
}
