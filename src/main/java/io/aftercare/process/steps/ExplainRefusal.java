package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.REFUSAL;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.Letters;
import io.aftercare.letters.Grounds;
import io.aftercare.letters.OfferedArticle;
import io.aftercare.process.AgentComments;
import io.aftercare.process.ArticleOffers;
import io.aftercare.process.Outbox;
import io.aftercare.process.RefusalGrounds;
import io.aftercare.process.SupportRequest.Refusal;
import io.aftercare.process.SupportRequest;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Mails a refusal with the rule that decided, what is still possible and how to contest it. */
@Component
class ExplainRefusal implements JavaDelegate {

    private final RefusalGrounds grounds;
    private final AgentComments comments;
    private final ArticleOffers articles;
    private final Letters letters;
    private final Outbox outbox;

    ExplainRefusal(RefusalGrounds grounds, AgentComments comments, ArticleOffers articles, Letters letters,
            Outbox outbox) {
        this.grounds = grounds;
        this.comments = comments;
        this.articles = articles;
        this.letters = letters;
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        Grounds stated = grounds.of(execution);
        List<OfferedArticle> near = articles.near(number);
        outbox.send(
                REFUSAL.in(execution) == Refusal.PATCH
                        ? letters.patchRefusal(number, stated, near, comments.take(number))
                        : letters.refusal(number, stated, near));
    }
}
