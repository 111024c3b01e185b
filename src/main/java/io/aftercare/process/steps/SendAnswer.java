package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ANSWER_OUTCOME;
import static io.aftercare.process.SupportRequest.WAITING_FOR;

import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.knowledge.uses.ArticleUses;
import io.aftercare.letters.Letters;
import io.aftercare.process.ArticleOffers;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.Outbox;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import io.aftercare.process.SupportRequest.WaitingFor;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Mails what the agent wrote, with the files, and gives the draft up. */
@Component
class SendAnswer implements JavaDelegate {

    private final Drafts drafts;
    private final Letters letters;
    private final Outbox outbox;
    private final ArticleOffers articles;
    private final ArticleUses uses;
    private final CurrentPerson person;

    SendAnswer(Drafts drafts, Letters letters, Outbox outbox, ArticleOffers articles, ArticleUses uses,
            CurrentPerson person) {
        this.drafts = drafts;
        this.letters = letters;
        this.outbox = outbox;
        this.articles = articles;
        this.uses = uses;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        String text = drafts.toSend(number).map(Drafts.Draft::text).orElse("");
        WaitingFor reply = ANSWER_OUTCOME.in(execution) == AnswerOutcome.ASK_CUSTOMER ? WaitingFor.REPLY_TO_QUESTION
                : WaitingFor.REPLY_TO_ANSWER;
        outbox.send(letters.answer(number, reply.letter(), person.id(), person.nameOf(person.id()), text,
                drafts.files(number)));
        if (reply == WaitingFor.REPLY_TO_ANSWER) {
            articles.answered(number, text);
        }
        uses.record(number.value(), person.id(), text);
        WAITING_FOR.set(execution, reply);
        drafts.discard(number);
    }
}
