package io.aftercare.process;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What an agent writes down of a telephone call becomes a request, in the caller's transaction. */
@Component
@Transactional
public class PhoneCalls {

    private static final String RULE = "Rule 1: the knowledge base first.";

    private final RequestProcess process;
    private final Requests requests;
    private final Messages messages;
    private final Decisions decisions;
    private final KnowledgeBase knowledge;
    private final TextTriage triage;
    private final TriageDecisions triages;
    private final LearningConsent consent;

    PhoneCalls(RequestProcess process, Requests requests, Messages messages, Decisions decisions,
            KnowledgeBase knowledge, TextTriage triage, TriageDecisions triages, LearningConsent consent) {
        this.process = process;
        this.requests = requests;
        this.messages = messages;
        this.decisions = decisions;
        this.knowledge = knowledge;
        this.triage = triage;
        this.triages = triages;
        this.consent = consent;
    }

    /**
     * A call.
     *
     * @param asked       what the customer said
     * @param language    of the answer, ISO 639-1; null lets the triage decide
     * @param product     code of the catalogue; null when it was not said
     * @param version     of the product; null when it was not said
     * @param articleTold whether the agent told an article that did not help
     * @param article     where that article stands; null or blank when it is not said
     * @param answer      what the agent answered at once; null or blank when it is still to be answered
     * @param noLearning  whether the customer does not want us to learn from it
     */
    public record Call(IncomingMessage asked, String language, String product, String version, boolean articleTold,
            String article, String answer, boolean noLearning) {
    }

    /**
     * Registers a call. What was answered at once is kept as answered and nothing is mailed; everything else goes the
     * way of every request, without the articles where one was told.
     *
     * @param by engine user id of the agent
     * @throws IllegalArgumentException when no article stands at the address that is given
     */
    public RequestNumber register(Call call, String by) {
        List<Article> told = told(call.article());
        if (call.noLearning()) {
            consent.refuse(call.asked().fromAddress());
        }
        RequestNumber number = process.open(Channel.PHONE, call.asked(), call.language(), null).number();
        if (call.product() != null) {
            requests.about(number, call.product(), call.version());
        }
        if (!told.isEmpty()) {
            decisions.record(number, "articles", "TOLD", RULE, "On the telephone: " + told.stream()
                    .map(article -> article.title() + ", " + knowledge.linkTo(article))
                    .collect(Collectors.joining("; ")), by);
        }
        if (call.answer() == null || call.answer().isBlank()) {
            process.start(number, call.articleTold() || !told.isEmpty(), null);
        } else {
            keepAnswered(number, call, by);
        }
        return number;
    }

    private List<Article> told(String address) {
        if (address == null || address.isBlank()) {
            return List.of();
        }
        List<Article> found = knowledge.linkedIn(address);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("No article stands at the address that you gave for the one you told. "
                    + "Copy the address of its page, or leave it empty.");
        }
        return found;
    }

    /** The kind is needed should the customer come back. */
    private void keepAnswered(RequestNumber number, Call call, String by) {
        Triage found = triage.triage(messages.textOf(number), call.language(), List.of());
        triages.keep(number, found.result().about(call.product(), call.version())
                .in(requests.get(number).language()), found.summary());
        messages.considerPending(number);
        messages.note(number, by, "Answered on the telephone:\n" + call.answer().strip());
        requests.answeredBy(number, by);
        decisions.record(number, "answer", SupportRequest.AnswerOutcome.ANSWER.name(), null, "On the telephone.", by);
        requests.close(number, Outcome.ANSWERED);
    }
}
