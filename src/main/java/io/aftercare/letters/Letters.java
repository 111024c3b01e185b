package io.aftercare.letters;

import static io.aftercare.conversation.Purpose.ANSWER;
import static io.aftercare.conversation.Purpose.ANSWER_ADDRESS_CHANGED;
import static io.aftercare.conversation.Purpose.ARTICLE_OFFER;
import static io.aftercare.conversation.Purpose.DEFECT_CONFIRMED;
import static io.aftercare.conversation.Purpose.MAIL_TOO_LARGE;
import static io.aftercare.conversation.Purpose.PATCH;
import static io.aftercare.conversation.Purpose.PATCH_REFUSAL;
import static io.aftercare.conversation.Purpose.PROOF_REQUEST;
import static io.aftercare.conversation.Purpose.QUESTION;
import static io.aftercare.conversation.Purpose.RECEIPT;
import static io.aftercare.conversation.Purpose.REDIRECT;
import static io.aftercare.conversation.Purpose.REFUSAL;
import static io.aftercare.conversation.Purpose.REFUSAL_UPHELD;
import static io.aftercare.conversation.Purpose.REMINDER;
import static io.aftercare.conversation.Purpose.WITHDRAWAL_CONFIRMED;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.letters.MailTemplates.Written;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What Aftercare writes to customers, in English and French. Every method composes one letter in the customer's
 * language and queues it in the conversation, within the caller's transaction; nothing is sent here. All of them throw
 * {@link java.util.NoSuchElementException} when there is no such request.
 */
@Service
@Transactional
public class Letters {

    private static final int MOST_ARTICLES = 3;

    private final Requests requests;
    private final OutgoingMessages outgoing;
    private final LetterWriter writer;

    Letters(Requests requests, OutgoingMessages outgoing, LetterWriter writer) {
        this.requests = requests;
        this.outgoing = outgoing;
        this.writer = writer;
    }

    /**
     * Tells that a request has reached us, its number and by when a person answers.
     *
     * @param until in the vendor's time zone; null when nobody has set a target
     */
    public Message receipt(RequestNumber number, LocalDate until) {
        return automatic(number, RECEIPT, "receipt",
                model("until", until, "called", requests.get(number).channel() == Channel.PHONE));
    }

    /**
     * Knowledge base first (policy rule 1): offers articles and asks whether they help.
     *
     * @param articles best first; the first three are offered
     * @throws IllegalArgumentException when there is none to offer
     */
    public Message articleOffer(RequestNumber number, List<OfferedArticle> articles) {
        if (articles.isEmpty()) {
            throw new IllegalArgumentException("There is no article to offer on request " + number + ".");
        }
        return automatic(number, ARTICLE_OFFER, "article-offer", Map.of("articles", first(articles)));
    }

    /**
     * Asks for the licence key or order number, since no purchase was found for the sender; or which product it is
     * about, where purchases of others were found.
     *
     * @param attempt 1 for the first letter; from 2 on the letter says that what came did not lead to a purchase
     * @param product name of the product that the request is taken for; may be null when there are no others
     * @param others  what was found of other products; may be empty
     */
    public Message proofRequest(RequestNumber number, int attempt, String product, List<OwnedProduct> others) {
        return automatic(number, PROOF_REQUEST, "proof-request",
                model("repeated", attempt > 1, "product", product, "others", others));
    }

    /**
     * Explains that use and technical support are closed to this customer (rule 2), and what is still possible.
     *
     * @param articles that come near to the question, best first; may be empty
     */
    public Message refusal(RequestNumber number, Grounds grounds, List<OfferedArticle> articles) {
        return automatic(number, REFUSAL, "refusal", Map.of("grounds", grounds, "articles", first(articles)));
    }

    /**
     * Tells that a person looked at a contested refusal and it stands.
     *
     * @param patch   whether a patch was refused; support itself goes on then
     * @param comment what the manager wrote for the customer
     */
    public Message refusalUpheld(RequestNumber number, Grounds grounds, boolean patch, AgentComment comment) {
        return ruled(number, REFUSAL_UPHELD, "refusal-upheld", comment,
                model("grounds", grounds, "patch", patch, "remark", filled(comment.text())));
    }

    /**
     * Directs the customer to the service that is competent (rules 4 and 5).
     *
     * @param written what the customer writes that points there, quoted in the letter; null when a person found it
     * @param service in the customer's language
     * @param link    http, https or mailto; null when none is known
     */
    public Message redirect(RequestNumber number, Grounds grounds, String written, String service, String link,
            List<OfferedArticle> articles, AgentComment comment) {
        return ruled(number, REDIRECT, "redirect", comment,
                model("remark", filled(comment.text()), "grounds", grounds, "written", written, "service", service,
                        "serviceLink", link == null ? null : writer.link(link),
                        "articles", first(articles)));
    }

    /**
     * Explains that patches are made for the version on sale only (rule 3); support itself goes on.
     *
     * @param articles as in {@link #refusal}
     */
    public Message patchRefusal(RequestNumber number, Grounds grounds, List<OfferedArticle> articles,
            AgentComment comment) {
        return ruled(number, PATCH_REFUSAL, "patch-refusal", comment,
                model("remark", filled(comment.text()), "grounds", grounds, "articles", first(articles)));
    }

    /**
     * Asks which version a confirmed defect is of, since the licence is for one and the customer writes about another.
     *
     * @param product name of the product; null when it is not known
     * @param comment what the agent wrote, which does not wait for the reply
     */
    public Message versionQuestion(RequestNumber number, String product, String licensed, String named,
            String onSale, AgentComment comment) {
        return ruled(number, QUESTION, "version-question", comment, model("remark", filled(comment.text()), "product",
                product, "licensed", licensed, "named", named, "onSale", onSale));
    }

    /**
     * Tells at once that a defect is confirmed and a patch being made (rule 3).
     *
     * @param until   by when the patch is meant to be there, in the vendor's time zone
     * @param comment what the agent wrote, such as a way around it
     */
    public Message defectConfirmed(RequestNumber number, LocalDate until, AgentComment comment) {
        return ruled(number, DEFECT_CONFIRMED, "defect-confirmed", comment,
                model("remark", filled(comment.text()), "until", until));
    }

    /**
     * Hands over a patch that a person of the maintenance made (rule 3).
     *
     * @param author    engine user id
     * @param patchLink http or https
     * @param notes     plain text, in the customer's language; null when there are none
     * @throws IllegalArgumentException when the link is no web address
     */
    public Message patch(RequestNumber number, String author, String patchLink, String notes) {
        if (patchLink == null || !patchLink.matches("(?i)https?://\\S+")) {
            throw new IllegalArgumentException("\"" + patchLink + "\" is no web address to download a patch from. "
                    + "Write the whole address, beginning with https:// or http://.");
        }
        return written(number, PATCH, author, "patch",
                model("patchLink", writer.link(patchLink), "notes", filled(notes)), List.of());
    }

    /**
     * What an agent answers or asks.
     *
     * @param purpose    {@link Purpose#ANSWER} or {@link Purpose#QUESTION}
     * @param author     engine user id of the agent
     * @param authorName as the customer is to read it under the text; null signs with the support's name
     * @param text       plain text with the simple marks of {@link AnswerText}: its paragraphs, lists and quotations
     *                   are kept, bold, italics and links arrive as such, its addresses become links
     */
    public Message answer(RequestNumber number, Purpose purpose, String author, String authorName, String text,
            List<NewAttachment> attachments) {
        if (purpose != ANSWER && purpose != QUESTION) {
            throw new IllegalArgumentException("An agent writes an answer or a question, not " + purpose + ".");
        }
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("The answer to request " + number + " has no text.");
        }
        return written(number, purpose, author, "answer", answerModel(purpose, authorName, text), attachments);
    }

    /** A letter that is shown before it is sent. */
    public record Preview(String subject, String text, String html) {
    }

    /**
     * What {@link #answer} would send now; nothing is queued.
     *
     * @param purpose    {@link Purpose#ANSWER} or {@link Purpose#QUESTION}
     * @param authorName as for {@link #answer}
     * @param text       not blank
     */
    @Transactional(readOnly = true)
    public Preview preview(RequestNumber number, Purpose purpose, String authorName, String text) {
        Request request = requests.get(number);
        Written letter = writer.write(request, purpose, "answer", false, toCustomer(request),
                answerModel(purpose, authorName, text));
        return new Preview(writer.subject(request), letter.text(), letter.html());
    }

    /**
     * What an agent writes to somebody else than the customer: the agent's words and signature, and nothing that the
     * customer's letters say.
     *
     * @param authorName as for {@link #answer}
     * @param text       as for {@link #answer}, not blank
     */
    public Written toThirdParty(String authorName, String text) {
        return writer.toThirdParty(filled(authorName), text.strip());
    }

    private static Map<String, Object> answerModel(Purpose purpose, String authorName, String text) {
        return model("body", text.strip(), "authorName", filled(authorName), "answered", purpose == ANSWER);
    }

    /**
     * What a letter puts around a text that an agent is writing.
     *
     * @param answered   whether the text is the letter, an answer or a question; otherwise it goes with the letter of a
     *                   rule, which greets and closes itself
     * @param authorName as for {@link #answer}
     * @param text       so far; may be null or blank
     */
    @Transactional(readOnly = true)
    public LetterFrame frame(RequestNumber number, boolean answered, String authorName, String text) {
        return writer.frame(requests.get(number), answered, filled(authorName), answered ? filled(text) : null);
    }

    /**
     * Reminds a silent customer once, before the request ends.
     *
     * @param waitedFor the purpose of the letter that got no reply
     * @param until     the last day on which the request still waits, in the vendor's time zone
     */
    public Message reminder(RequestNumber number, Purpose waitedFor, LocalDate until) {
        String matter = switch (waitedFor) {
            case ARTICLE_OFFER, PROOF_REQUEST, QUESTION, ANSWER -> waitedFor.name();
            default -> "OTHER";
        };
        boolean choice = waitedFor == ARTICLE_OFFER || waitedFor == ANSWER;
        return automatic(number, REMINDER, waitedFor, "reminder",
                Map.of("matter", matter, "choice", choice, "until", until));
    }

    /**
     * Reminds a customer who was asked for the version of a confirmed defect, before it is decided without an answer.
     *
     * @param until the last day on which an answer is waited for, in the vendor's time zone
     */
    public Message versionReminder(RequestNumber number, LocalDate until) {
        return automatic(number, REMINDER, QUESTION, "reminder",
                Map.of("matter", "VERSION", "choice", false, "until", until));
    }

    /** Confirms that the customer took the request back. */
    public Message withdrawalConfirmed(RequestNumber number) {
        return automatic(number, WITHDRAWAL_CONFIRMED, "withdrawal-confirmed", Map.of());
    }

    /**
     * Tells that a mail was too large to be taken in whole, and how its files can still reach us.
     *
     * @param megabytes what it weighs
     * @param limit     the most that is taken in, in megabytes
     */
    public Message mailTooLarge(RequestNumber number, long megabytes, long limit) {
        return automatic(number, MAIL_TOO_LARGE, "mail-too-large", Map.of("megabytes", megabytes, "limit", limit));
    }

    /**
     * Tells an address that the answers of a conversation go to another one from now on, since a mail in the customer's
     * name asks for it.
     *
     * @param former lower-cased; whom it is told
     */
    public Message answerAddressChanged(RequestNumber number, String former) {
        Request request = requests.get(number);
        Written letter = writer.write(request, ANSWER_ADDRESS_CHANGED, "answer-address-changed", true, false,
                Map.of("address", request.answersTo()));
        return outgoing.queue(request, new OutgoingMessage(ANSWER_ADDRESS_CHANGED,
                writer.subject(request), letter.text(), letter.html(), true, null, List.of()), former);
    }

    private static boolean toCustomer(Request request) {
        return request.answersTo().equals(request.customerAddress());
    }

    private Message automatic(RequestNumber number, Purpose purpose, String template, Map<String, Object> model) {
        return automatic(number, purpose, purpose, template, model);
    }

    private Message automatic(RequestNumber number, Purpose purpose, Purpose answered, String template,
            Map<String, Object> model) {
        return ours(number, purpose, answered, template, AgentComment.NONE, model);
    }

    /** The letter of a rule, which a person may have added words to. */
    private Message ruled(RequestNumber number, Purpose purpose, String template, AgentComment comment,
            Map<String, Object> model) {
        return ours(number, purpose, purpose, template, comment, model);
    }

    private Message ours(RequestNumber number, Purpose purpose, Purpose answered, String template, AgentComment comment,
            Map<String, Object> model) {
        Request request = requests.get(number);
        boolean automatic = comment.isEmpty();
        var thanked = new HashMap<>(model);
        thanked.put("first", !outgoing.any(number));
        Written letter = writer.write(request, answered, template, automatic, toCustomer(request), thanked);
        return outgoing.queue(request, new OutgoingMessage(purpose,
                writer.subject(request), letter.text(), letter.html(), automatic, automatic ? null : comment.author(),
                comment.files()));
    }

    private Message written(RequestNumber number, Purpose purpose, String author, String template,
            Map<String, Object> model, List<NewAttachment> attachments) {
        Request request = requests.get(number);
        Written letter = writer.write(request, purpose, template, false, toCustomer(request), model);
        return outgoing.queue(request, new OutgoingMessage(purpose, writer.subject(request), letter.text(),
                letter.html(), false, author, attachments));
    }

    private static List<OfferedArticle> first(List<OfferedArticle> articles) {
        return articles.stream().limit(MOST_ARTICLES).toList();
    }

    private static String filled(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Pairs of names and values, of which the values may be null. */
    private static Map<String, Object> model(Object... pairs) {
        var model = new HashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            model.put((String) pairs[i], pairs[i + 1]);
        }
        return model;
    }
}
