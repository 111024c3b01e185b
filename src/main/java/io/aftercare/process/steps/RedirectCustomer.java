package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ORIGIN;
import static io.aftercare.process.SupportRequest.ORIGIN_CONFIRMED;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.letters.AgentComment;
import io.aftercare.letters.Letters;
import io.aftercare.letters.Grounds;
import io.aftercare.process.AgentComments;
import io.aftercare.process.ArticleOffers;
import io.aftercare.process.Explanations.Explanation;
import io.aftercare.process.Explanations;
import io.aftercare.process.Outbox;
import io.aftercare.process.ProblemOrigin;
import io.aftercare.process.ProblemOrigins;
import io.aftercare.process.SupportRequest;
import io.aftercare.triage.OriginMatch;
import io.aftercare.triage.TriageExplanations;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Directs the customer to the competent service (policy rule 5), with the rule and the article that helps. */
@Component
class RedirectCustomer implements JavaDelegate {

    private final Requests requests;
    private final ProblemOrigins origins;
    private final Explanations explanations;
    private final ArticleOffers articles;
    private final AgentComments comments;
    private final TriageExplanations signs;
    private final Letters letters;
    private final Outbox outbox;

    RedirectCustomer(Requests requests, ProblemOrigins origins, Explanations explanations, ArticleOffers articles,
            AgentComments comments, TriageExplanations signs, Letters letters, Outbox outbox) {
        this.requests = requests;
        this.origins = origins;
        this.explanations = explanations;
        this.articles = articles;
        this.comments = comments;
        this.signs = signs;
        this.letters = letters;
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Request request = requests.get(SupportRequest.of(execution));
        String code = ORIGIN.in(execution);
        ProblemOrigin origin = origins.find(code).orElseThrow(() -> new IllegalStateException(
                "The decision table %s names no service for the origin %s. Add a row.".formatted(
                        SupportRequest.COMPETENT_SERVICE_DECISION, code)));
        Explanation explanation = explanations.of("THIRD_PARTY", request.language());
        List<OriginMatch> signals = signs.signals(request.number(), code);
        outbox.send(letters.redirect(request.number(), Grounds.of(explanation.rule(), explanation.reason()),
                signals.isEmpty() ? null : signals.get(0).place(),
                origin.service(request.language()), origin.link(),
                articles.named(origin.article(), request).stream().toList(),
                ORIGIN_CONFIRMED.isTrue(execution) ? comments.take(request.number()) : AgentComment.NONE));
    }
}
