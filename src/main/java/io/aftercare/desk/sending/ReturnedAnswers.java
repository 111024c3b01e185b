package io.aftercare.desk.sending;

import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Message;
import io.aftercare.desk.ScheduledAnswer;
import io.aftercare.desk.ScheduledAnswers;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes drafts again of answers that could not leave, and has their authors told. */
@Component
class ReturnedAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ReturnedAnswers.class);

    private final ScheduledAnswers answers;
    private final Drafts drafts;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    ReturnedAnswers(ScheduledAnswers answers, Drafts drafts, ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.answers = answers;
        this.drafts = drafts;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Nothing happens to one that another node has dealt with.
     *
     * @param problem why it could not leave, in sentences
     * @param since   what was written meanwhile, oldest first
     */
    void giveBack(ScheduledAnswer answer, String problem, List<Message> since) {
        boolean returned = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean given = answers.giveBack(answer.request(), problem);
            if (given && drafts.find(answer.request()).isEmpty() && !answer.text().isBlank()) {
                // What ended the request has given the draft up; its author has not.
                drafts.save(answer.request(), answer.author(), answer.text());
            }
            return given;
        }));
        if (returned) {
            LOG.info("The answer of {} to {} was not sent and is a draft again: {}", answer.author(), answer.request(),
                    problem);
            tell(new AnswerReturned(answer, problem, since));
        }
    }

    /** That the mail about it cannot be written keeps no answer from coming back. */
    private void tell(AnswerReturned returned) {
        try {
            transaction.executeWithoutResult(status -> events.publishEvent(returned));
        } catch (RuntimeException failure) {
            LOG.warn("{} could not be told that the answer to {} was not sent.", returned.answer().author(),
                    returned.answer().request(), failure);
        }
    }
}
