package io.aftercare.process;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.UndeliveredMessage.Problem;
import java.util.Date;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * The contract between code, diagrams, decision tables and forms: the keys of the processes and decisions, the
 * messages, the beans that are no steps, and the variables. A test holds it against the files in both directions. The
 * business key of all processes is the request number.
 */
public final class SupportRequest {

    // processes
    public static final String PROCESS = "SupportRequestProcess";
    public static final String TRIAGE_PROCESS = "TriageRequestProcess";
    public static final String OFFER_ARTICLES_PROCESS = "OfferArticlesProcess";
    public static final String AWAIT_CUSTOMER_PROCESS = "AwaitCustomerProcess";
    public static final String CHECK_ENTITLEMENT_PROCESS = "CheckEntitlementProcess";
    public static final String PROVE_PURCHASE_PROCESS = "ProvePurchaseProcess";
    public static final String EXPLAIN_REFUSAL_PROCESS = "ExplainRefusalProcess";
    public static final String CLEAR_ORIGIN_PROCESS = "ClearOriginProcess";
    public static final String ANSWER_BY_EMAIL_PROCESS = "AnswerByEmailProcess";
    public static final String PROVIDE_PATCH_PROCESS = "ProvidePatchProcess";
    public static final String OUTGOING_MAIL_PROCESS = "OutgoingMailProcess";
    public static final String BOUNCED_MAIL_PROCESS = "BouncedMailProcess";
    public static final String UNREADABLE_MAIL_PROCESS = "UnreadableMailProcess";
    public static final String CITED_CONVERSATION_PROCESS = "CitedConversationProcess";
    public static final String REGISTER_REQUEST_PROCESS = "RegisterRequestProcess";

    public static final String NOTIFY_AGENTS_PROCESS = "NotifyAgentsProcess";
    public static final String STAFF_MAIL_PROCESS = "StaffMailProcess";

    /*
     * Decisions. A running request stays with the diagrams and forms of the deployment it began with, which fit
     * together; its decisions are made by the latest table, on purpose: a changed policy holds for all customers from
     * the same day. The price is that a changed table meets requests of older versions. It must keep its id and the
     * names of its outputs, which the steps read, and give an answer to requests that lack an input which only newer
     * ones bring: there it is null.
     */
    public static final String ENTITLEMENT_DECISION = "support-entitlement";
    public static final String ORIGIN_DECISION = "problem-origin";
    public static final String ORIGIN_SIGNALS_DECISION = "origin-signals";
    public static final String COMPETENT_SERVICE_DECISION = "competent-service";
    public static final String PATCH_DECISION = "patch-entitlement";
    public static final String WAITING_TIMES_DECISION = "waiting-times";
    public static final String RESPONSE_TARGETS_DECISION = "response-targets";
    public static final String ANSWERING_GROUP_DECISION = "answering-group";
    public static final String EXPLANATION_DECISION = "policy-explanation";

    // what code gives to the decisions that it asks itself, besides variables
    public static final String DECISION_RESULT_INPUT = "decisionResult";
    public static final String SUPPORT_PERIOD_EN_INPUT = "supportPeriod_en";
    public static final String SUPPORT_PERIOD_FR_INPUT = "supportPeriod_fr";
    public static final String TASK_INPUT = "task";

    // messages
    public static final String REQUEST_RECEIVED = "RequestReceived";
    public static final String REQUEST_REOPENED = "RequestReopened";
    public static final String CUSTOMER_REPLIED = "CustomerReplied";
    public static final String REQUEST_WITHDRAWN = "RequestWithdrawn";
    public static final String REQUEST_DISMISSED = "RequestDismissed";

    // beans that expressions of diagrams call, beside the steps; all but the first stand in the module desk, which
    // knows this
    // contract, while this module may not know the desk
    /** Who answers a kind: {@code ${answeringGroup.of(kind)}}. */
    public static final String ANSWERING_GROUP_BEAN = "answeringGroup";
    /** When a task is due: {@code ${targets.due(execution)}}. */
    public static final String TARGETS_BEAN = "targets";
    /** Brings an overdue task before the managers: {@code ${escalation.raise(execution, 'UserTask_AnswerRequest')}}. */
    public static final String ESCALATION_BEAN = "escalation";
    /** To whom a reply returns: {@code ${sameAgent.of(execution)}}. */
    public static final String SAME_AGENT_BEAN = "sameAgent";
    /** Mails to agents: {@code ${taskMails.compose(execution)}}, {@code ${taskMails.send(execution)}}. */
    public static final String TASK_MAILS_BEAN = "taskMails";

    // user tasks
    public static final String TRIAGE_TASK = "UserTask_TriageRequest";
    public static final String ANSWER_TASK = "UserTask_AnswerRequest";
    public static final String VERIFY_PURCHASE_TASK = "UserTask_VerifyPurchase";
    public static final String REVIEW_REFUSAL_TASK = "UserTask_ReviewRefusal";
    public static final String PROVIDE_PATCH_TASK = "UserTask_ProvidePatch";
    public static final String HANDLE_MAIL_TASK = "UserTask_HandleUnreadableMail";
    public static final String PLACE_MAIL_TASK = "UserTask_PlaceMail";
    public static final String REACH_CUSTOMER_TASK = "UserTask_ReachCustomer";

    // variables: the request
    public static final Variable<String> REQUEST_NUMBER = new Variable<>("requestNumber", String.class);
    public static final Variable<String> SUBJECT = new Variable<>("subject", String.class);
    public static final Variable<String> CUSTOMER = new Variable<>("customer", String.class);

    // variables: what triage found, one for each part of TriageResult; TriageVariables reads and writes them
    public static final Variable<Kind> KIND = new Variable<>("kind", Kind.class);
    public static final Variable<String> LANGUAGE = new Variable<>("language", String.class);
    public static final Variable<String> PRODUCT = new Variable<>("product", String.class);
    public static final Variable<String> VERSION = new Variable<>("version", String.class);
    public static final Variable<String> ORIGIN = new Variable<>("origin", String.class);
    /** What the form for triage by hand offers as origins; see {@link OriginChoices}. */
    public static final Variable<String> ORIGIN_CHOICES = new Variable<>("originChoices", String.class);
    /** The signs of the origin are enough to direct the customer there without a person. */
    public static final Variable<Boolean> ORIGIN_STRONG = new Variable<>("originStrong", Boolean.class);
    public static final Variable<Boolean> FILE_DAMAGED = new Variable<>("fileDamaged", Boolean.class);
    /** In whole percent, for the person who is asked to decide. */
    public static final Variable<Integer> CONFIDENCE = new Variable<>("confidence", Integer.class);
    public static final Variable<Boolean> TRIAGE_SURE = new Variable<>("triageSure", Boolean.class);
    /** Engine user id of the person who decided it; "process" for the machine. */
    public static final Variable<String> TRIAGED_BY = new Variable<>("triagedBy", String.class);

    // variables: what the steps and decisions found, asked for by gateways
    /** The customer saw articles before the request was sent, and still needs help. */
    public static final Variable<Boolean> HELP_CONSULTED = new Variable<>("helpConsulted", Boolean.class);
    public static final Variable<Boolean> ARTICLE_FOUND = new Variable<>("articleFound", Boolean.class);
    /** Ids of the articles that were found, best first, separated by blanks. */
    public static final Variable<String> ARTICLES = new Variable<>("articles", String.class);
    public static final Variable<WaitingFor> WAITING_FOR = new Variable<>("waitingFor", WaitingFor.class);
    public static final Variable<CustomerReply> CUSTOMER_REPLY = new Variable<>("customerReply", CustomerReply.class);
    public static final Variable<Date> REMINDER_DUE = new Variable<>("reminderDue", Date.class);
    public static final Variable<Date> WAITING_ENDS = new Variable<>("waitingEnds", Date.class);
    /** ISO date, vendor's zone: the day on which the customer asked, which is what the entitlement is decided for. */
    public static final Variable<String> ASKED_ON = new Variable<>("askedOn", String.class);
    public static final Variable<Boolean> PURCHASE_FOUND = new Variable<>("purchaseFound", Boolean.class);
    /** ISO date, vendor's zone; absent when no purchase was found. */
    public static final Variable<String> PURCHASED_ON = new Variable<>("purchasedOn", String.class);
    /** Version of the licence the request stands on. */
    public static final Variable<String> LICENSED_VERSION = new Variable<>("licensedVersion", String.class);
    public static final Variable<String> VERSION_ON_SALE = new Variable<>("versionOnSale", String.class);
    /**
     * The version that the customer writes about, or has told when asked; absent when it is none. That of a licence is
     * none that anybody writes about.
     */
    public static final Variable<String> VERSION_NAMED = new Variable<>("versionNamed", String.class);
    /** The customer was asked which version it is, so that it is not asked again. */
    public static final Variable<Boolean> VERSION_CONFIRMED = new Variable<>("versionConfirmed", Boolean.class);
    /** The versions that are known contradict each other. */
    public static final Variable<Boolean> VERSION_UNCLEAR = new Variable<>("versionUnclear", Boolean.class);
    /** The version by which a patch was granted or refused; absent when none was known. */
    public static final Variable<String> DECIDING_VERSION = new Variable<>("decidingVersion", String.class);
    /** ISO date: the last day of use and technical support; absent when no purchase was found. */
    public static final Variable<String> SUPPORT_UNTIL = new Variable<>("supportUntil", String.class);
    /**
     * How long use and technical support are open, as the table that decided wrote it: ISO 8601, such as {@code P2Y}.
     */
    public static final Variable<String> SUPPORT_PERIOD = new Variable<>("supportPeriod", String.class);
    public static final Variable<Entitlement> ENTITLEMENT = new Variable<>("entitlement", Entitlement.class);
    /** What was found of other products while no purchase of the one asked about was, in words; absent otherwise. */
    public static final Variable<String> OTHER_PURCHASES = new Variable<>("otherPurchases", String.class);
    public static final Variable<Integer> PROOF_REQUESTS = new Variable<>("proofRequests", Integer.class);
    public static final Variable<Boolean> PURCHASE_PROVED = new Variable<>("purchaseProved", Boolean.class);
    /** The customer answered a redirect: the problem is still yours. */
    public static final Variable<Boolean> ORIGIN_CONTESTED = new Variable<>("originContested", Boolean.class);
    /**
     * A person has worked on the request, or the customer contested what a rule decided: from then on no rule sends the
     * customer away by itself.
     */
    public static final Variable<Boolean> PERSON_RESPONSIBLE = new Variable<>("personResponsible", Boolean.class);
    /** The customer contests a refusal that was explained before: it is reviewed, and not explained again. */
    public static final Variable<Boolean> REFUSAL_CONTESTED = new Variable<>("refusalContested", Boolean.class);
    /** The same of a refused patch. */
    public static final Variable<Boolean> PATCH_REFUSAL_CONTESTED =
            new Variable<>("patchRefusalContested", Boolean.class);
    /** An agent found the origin outside the software. */
    public static final Variable<Boolean> ORIGIN_CONFIRMED = new Variable<>("originConfirmed", Boolean.class);
    public static final Variable<Boolean> THIRD_PARTY = new Variable<>("thirdParty", Boolean.class);
    public static final Variable<Boolean> PATCH_DUE = new Variable<>("patchDue", Boolean.class);
    public static final Variable<Refusal> REFUSAL = new Variable<>("refusal", Refusal.class);
    /** The person the reply to an answer returns to: engine user id. */
    public static final Variable<String> AGENT = new Variable<>("agent", String.class);

    // variables: what people decide in forms
    public static final Variable<AnswerOutcome> ANSWER_OUTCOME = new Variable<>("answerOutcome", AnswerOutcome.class);
    public static final Variable<Boolean> SUPPORT_REQUESTED = new Variable<>("supportRequested", Boolean.class);
    public static final Variable<Boolean> PURCHASE_VERIFIED = new Variable<>("purchaseVerified", Boolean.class);
    public static final Variable<String> LICENCE_KEY = new Variable<>("licenceKey", String.class);
    /** A person says that a licence is this customer's though it is registered for another address. */
    public static final Variable<Boolean> OTHER_CUSTOMERS_LICENCE =
            new Variable<>("otherCustomersLicence", Boolean.class);
    public static final Variable<String> NEW_LICENCE_PRODUCT = new Variable<>("newLicenceProduct", String.class);
    public static final Variable<String> NEW_LICENCE_VERSION = new Variable<>("newLicenceVersion", String.class);
    /** ISO date, vendor's zone. */
    public static final Variable<String> NEW_LICENCE_PURCHASED_ON =
            new Variable<>("newLicencePurchasedOn", String.class);
    public static final Variable<Review> REVIEW = new Variable<>("review", Review.class);
    public static final Variable<String> REMARK = new Variable<>("remark", String.class);
    public static final Variable<String> PATCH_LINK = new Variable<>("patchLink", String.class);
    public static final Variable<String> PATCH_NOTES = new Variable<>("patchNotes", String.class);
    public static final Variable<MailHandling> MAIL_HANDLING = new Variable<>("mailHandling", MailHandling.class);
    public static final Variable<MailPlace> MAIL_PLACE = new Variable<>("mailPlace", MailPlace.class);
    public static final Variable<DeliveryHandling> DELIVERY_HANDLING =
            new Variable<>("deliveryHandling", DeliveryHandling.class);

    public static final Variable<String> CUSTOMER_ADDRESS = new Variable<>("customerAddress", String.class);
    public static final Variable<String> CUSTOMER_NAME = new Variable<>("customerName", String.class);
    public static final Variable<String> REQUEST_TEXT = new Variable<>("requestText", String.class);
    /** Where the article stands that an agent told on the telephone. */
    public static final Variable<String> TOLD_ARTICLE = new Variable<>("toldArticle", String.class);
    /** What an agent answered on the telephone. */
    public static final Variable<String> ANSWER_GIVEN = new Variable<>("answerGiven", String.class);
    /** The customer does not want us to learn from the request. */
    public static final Variable<Boolean> NO_LEARNING = new Variable<>("noLearning", Boolean.class);
    public static final Variable<String> MAIL_REASON = new Variable<>("mailReason", String.class);

    /** Why messages did not arrive. */
    public static final Variable<Problem> DELIVERY_PROBLEM = new Variable<>("deliveryProblem", Problem.class);

    // variables: mails, by their number in our tables
    public static final Variable<Long> MESSAGE = new Variable<>("message", Long.class);
    /** The number of the request whose conversation a stranger's mail cites. */
    public static final Variable<String> CITED_REQUEST = new Variable<>("citedRequest", String.class);
    public static final Variable<Long> MAIL = new Variable<>("mail", Long.class);

    /**
     * Id of the newest message that whoever completes a task has seen; optional, and gone when the task is completed.
     * Without it what our pages showed that person counts.
     */
    public static final Variable<Long> LAST_SEEN_MESSAGE = new Variable<>("lastSeenMessage", Long.class);

    // variables: mails to agents
    /** Id of the task that agents are told of. */
    public static final Variable<String> WAITING_TASK = new Variable<>("waitingTask", String.class);
    public static final Variable<Long> STAFF_MAIL = new Variable<>("staffMail", Long.class);

    /**
     * What people enter in forms and that no decision of the request tells word for word: of all variables of the
     * processes above, these stay in the engine's history.
     */
    static final Set<Variable<?>> ENTERED_BY_PEOPLE = Set.of(ANSWER_OUTCOME, SUPPORT_REQUESTED, PURCHASE_VERIFIED,
            LICENCE_KEY, OTHER_CUSTOMERS_LICENCE, NEW_LICENCE_PRODUCT, NEW_LICENCE_VERSION, NEW_LICENCE_PURCHASED_ON,
            REVIEW, REMARK, PATCH_LINK, PATCH_NOTES, MAIL_HANDLING, MAIL_PLACE, DELIVERY_HANDLING, CUSTOMER_ADDRESS,
            CUSTOMER_NAME, REQUEST_TEXT, TOLD_ARTICLE, ANSWER_GIVEN, NO_LEARNING);

    private SupportRequest() {
    }

    /** The request a process instance belongs to. */
    public static RequestNumber of(DelegateExecution execution) {
        return RequestNumber.parse(execution.getProcessBusinessKey());
    }

    /** What the process waits for: the letter that asked for it, and the outcome should the customer stay silent. */
    public enum WaitingFor {
        ARTICLE_VERDICT(Purpose.ARTICLE_OFFER, Outcome.LAPSED),
        PROOF_OF_PURCHASE(Purpose.PROOF_REQUEST, Outcome.LAPSED),
        REPLY_TO_ANSWER(Purpose.ANSWER, Outcome.ANSWERED),
        REPLY_TO_QUESTION(Purpose.QUESTION, Outcome.LAPSED),
        OBJECTION_TO_REFUSAL(Purpose.REFUSAL, Outcome.NOT_ENTITLED),
        OBJECTION_TO_PATCH_REFUSAL(Purpose.PATCH_REFUSAL, Outcome.PATCH_REFUSED),
        OBJECTION_TO_REDIRECT(Purpose.REDIRECT, Outcome.REDIRECTED);

        private final Purpose letter;
        private final Outcome ifSilent;

        WaitingFor(Purpose letter, Outcome ifSilent) {
            this.letter = letter;
            this.ifSilent = ifSilent;
        }

        /** The letter that the customer is to reply to. */
        public Purpose letter() {
            return letter;
        }

        /** How the request ends when no reply comes. */
        public Outcome ifSilent() {
            return ifSilent;
        }
    }

    /** The explanation of a purchase that was not found while purchases of other products were. */
    public static final String NO_PURCHASE_OF_PRODUCT = "NO_PURCHASE_OF_PRODUCT";

    /** What the customer did then. */
    public enum CustomerReply {
        SOLVED, STILL_NEEDS_HELP, SILENCE,
        /** Nothing: what is known of the customer has changed, so that what was waited for is decided anew. */
        FACTS_CHANGED
    }

    /** What the customer is entitled to. */
    public enum Entitlement { ENTITLED, EXPIRED, NO_PURCHASE, GOODWILL, LAPSED }

    /** What is refused; the result of the decision is what the table of explanations knows it by. */
    public enum Refusal {
        SUPPORT_EXPIRED("EXPIRED"), PURCHASE_NOT_PROVED("NO_PURCHASE"), PATCH("PATCH_REFUSED");

        private final String decisionResult;

        Refusal(String decisionResult) {
            this.decisionResult = decisionResult;
        }

        /** As the decision table has it. */
        public String decisionResult() {
            return decisionResult;
        }
    }

    /** What the agent made of an answer task. */
    public enum AnswerOutcome {
        ANSWER, ASK_CUSTOMER, THIRD_PARTY, DEFECT_CONFIRMED, WRONG_KIND, NO_ANSWER_NEEDED
    }

    /**
     * What a manager decided on a contested refusal; {@code HELP} continues support without a patch,
     * {@code CHECK_AGAIN} has it decided anew by what is known of the customer now.
     */
    public enum Review {
        UPHOLD, GRANT, HELP, CHECK_AGAIN
    }

    /** Where a mail belongs whose sender cites a conversation without taking part in it. */
    public enum MailPlace {
        CITED_CONVERSATION, OWN_REQUEST, NOWHERE
    }

    /** What is to be done with a mail that could not be taken in. */
    public enum MailHandling {
        TAKE_IN_AGAIN, REGISTER_BY_HAND, DISCARD
    }

    /** How a customer is to be reached whom a message did not reach. */
    public enum DeliveryHandling {
        CORRECT_ADDRESS, SEND_AGAIN, LEAVE
    }
}
