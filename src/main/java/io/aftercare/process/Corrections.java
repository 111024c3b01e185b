package io.aftercare.process;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.ProductVersion;
import io.aftercare.entitlement.Products;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import io.aftercare.process.SupportRequest.WaitingFor;
import io.aftercare.triage.TextTriage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person says of a request's triage after it: it is learned and recorded at once, and the process goes the way of
 * the right kind where it has a path for that. No rule is left out: it goes on through the same task and the same gateway as
 * a person's triage or the outcome "wrong kind".
 */
@Service
@Transactional
public class Corrections {

    private static final int LONGEST_VERSION = 50;

    private final Requests requests;
    private final Messages messages;
    private final Decisions decisions;
    private final TextTriage triage;
    private final Products products;
    private final ProblemOrigins origins;
    private final TaskService tasks;
    private final RuntimeService runtime;
    private final CurrentPerson person;

    Corrections(Requests requests, Messages messages, Decisions decisions, TextTriage triage, Products products,
            ProblemOrigins origins, TaskService tasks, RuntimeService runtime, CurrentPerson person) {
        this.requests = requests;
        this.messages = messages;
        this.decisions = decisions;
        this.triage = triage;
        this.products = products;
        this.origins = origins;
        this.tasks = tasks;
        this.runtime = runtime;
        this.person = person;
    }

    /**
     * What it is; all but the kind may be null, which leaves what is known.
     *
     * @param language ISO 639-1, one we answer in
     * @param product  code of the catalogue; empty for none
     * @param version  as the catalogue has it; empty for none
     * @param origin   one of {@link ProblemOrigins}, by its code; empty for none
     */
    public record Correction(Kind kind, String language, String product, String version, String origin) {
    }

    /** What became of a correction besides that it was learned. */
    public enum Effect {
        /** The process goes the way of the kind now. */
        GOES_ON,
        /** The kind is the same, so that the process stays where it is. */
        SAME_KIND,
        /** A colleague or another group has the task and can send it on. */
        AT_A_COLLEAGUE,
        /** The process is at a place from which no way leads to another kind. */
        STAYS,
        /** The request has ended. */
        ENDED
    }

    /**
     * Corrects a triage; a later correction replaces an earlier one.
     *
     * @param by engine user id of the person, whose rights decide which tasks go on
     * @throws IllegalArgumentException when the kind is missing or another part is unknown; says what to give
     */
    public Effect correct(RequestNumber number, Correction correction, String by) {
        Request before = requests.getForUpdate(number);
        check(correction, before);
        Request after = corrected(before, correction);
        requests.triage(number, after.kind(), after.language(), after.product(), after.version(), after.origin(), 1);
        triage.learn(messages.textOf(number), after.language(), after.kind(), number, by);
        decisions.record(number, "triage", after.kind().name(), null, changes(before, after), by);
        if (before.closed()) {
            return Effect.ENDED;
        }
        return goOn(before, after, by);
    }

    private Effect goOn(Request before, Request after, String by) {
        Task open = tasks.createTaskQuery().processInstanceBusinessKey(after.number().toString())
                .taskDefinitionKeyIn(SupportRequest.TRIAGE_TASK, SupportRequest.ANSWER_TASK).list().stream().findFirst().orElse(null);
        boolean toTriage = open != null && SupportRequest.TRIAGE_TASK.equals(open.getTaskDefinitionKey());
        if (before.kind() == after.kind() && !toTriage) {
            remember(after, Set.of(SupportRequest.PROCESS, SupportRequest.ANSWER_BY_EMAIL_PROCESS));
            return Effect.SAME_KIND;
        }
        if (open != null && open.getAssignee() != null && !open.getAssignee().equals(by)) {
            return Effect.AT_A_COLLEAGUE;
        }
        if (open != null) {
            if (open.getAssignee() == null) {
                tasks.claim(open.getId(), by);
            }
            // The called process gives back the kind and the origin only.
            remember(after, Set.of(SupportRequest.PROCESS));
            messages.considerPending(after.number());
            Map<String, Object> said = facts(before, after);
            said.put(SupportRequest.KIND.name(), after.kind().name());
            if (toTriage) {
                said.put(SupportRequest.SUPPORT_REQUESTED.name(), true);
            } else {
                said.put(SupportRequest.ANSWER_OUTCOME.name(), AnswerOutcome.WRONG_KIND.name());
            }
            tasks.complete(open.getId(), said);
            return Effect.GOES_ON;
        }
        if (offeredArticles(after.number())) {
            // The kind is asked for only after the articles, so that every rule is still to come.
            remember(after, Set.of(SupportRequest.PROCESS));
            return Effect.GOES_ON;
        }
        return withAnotherGroup(after.number()) ? Effect.AT_A_COLLEAGUE : Effect.STAYS;
    }

    /** A person's own rights show no task of another group. */
    private boolean withAnotherGroup(RequestNumber number) {
        return person.unchecked(() -> tasks.createTaskQuery().processInstanceBusinessKey(number.toString())
                .taskDefinitionKeyIn(SupportRequest.TRIAGE_TASK, SupportRequest.ANSWER_TASK).count() > 0);
    }

    private boolean offeredArticles(RequestNumber number) {
        return person.unchecked(() -> {
            Execution waiting = runtime.createExecutionQuery().processInstanceBusinessKey(number.toString())
                    .messageEventSubscriptionName(SupportRequest.CUSTOMER_REPLIED).singleResult();
            return waiting != null && WaitingFor.ARTICLE_VERDICT.name()
                    .equals(runtime.getVariable(waiting.getId(), SupportRequest.WAITING_FOR.name()));
        });
    }

    /** The instances carry their own copies of the facts; the engine asks for rights of its own to change these. */
    private void remember(Request after, Set<String> processes) {
        person.unchecked(() -> {
            Map<String, Object> facts = facts(null, after);
            facts.put(SupportRequest.KIND.name(), after.kind().name());
            for (ProcessInstance instance : runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(after.number().toString()).processDefinitionKeyIn(processes.toArray(String[]::new)).list()) {
                runtime.setVariables(instance.getId(), facts);
            }
            return null;
        });
    }

    /** @param before when given, a suspicion that stays as it was keeps its strength */
    private static Map<String, Object> facts(Request before, Request after) {
        Map<String, Object> facts = new HashMap<>();
        facts.put(SupportRequest.LANGUAGE.name(), after.language());
        facts.put(SupportRequest.PRODUCT.name(), after.product());
        facts.put(SupportRequest.VERSION.name(), after.version());
        facts.put(SupportRequest.ORIGIN.name(), after.origin());
        if (before != null && !Objects.equals(before.origin(), after.origin())) {
            facts.put(SupportRequest.ORIGIN_STRONG.name(), after.origin() != null);
        }
        return facts;
    }

    private Request corrected(Request before, Correction correction) {
        String product = code(changed(correction.product(), before.product()));
        String version = changed(correction.version(), before.version());
        if (!Objects.equals(product, before.product()) && version != null && !mayBe(version, product)) {
            // The form sends the version of the product it was taken for.
            version = null;
        }
        return new Request(before.number(), before.channel(), before.state(), before.outcome(), correction.kind(),
                Objects.requireNonNullElse(correction.language(), before.language()),
                product, version,
                changed(correction.origin(), before.origin()), before.confidence(), before.customerAddress(),
                before.customerName(), before.licenceKey(), before.subject(), before.agent(), before.continues(), before.token(),
                before.openedAt(), before.changedAt(), before.closedAt(), before.replyTo(), before.joinedInto());
    }

    private static String changed(String said, String known) {
        return said == null ? known : said.isBlank() ? null : said.strip();
    }

    /** From what to what, such as "Corrected: kind from use to technical." */
    private String changes(Request before, Request after) {
        List<String> changes = new ArrayList<>();
        change(changes, "kind", before.kind() == null ? null : before.kind().name(), after.kind().name());
        change(changes, "language", before.language(), after.language());
        change(changes, "product", productName(before.product()), productName(after.product()));
        change(changes, "version", before.version(), after.version());
        change(changes, "origin", originName(before.origin()), originName(after.origin()));
        return changes.isEmpty() ? "Confirmed by a person." : "Corrected: " + String.join(", ", changes) + ".";
    }

    /** A person may have given a name or an alias; licences know the code only. */
    private String code(String product) {
        return products.find(product).map(Product::code).orElse(product);
    }

    private String productName(String code) {
        return products.find(code).map(Product::name).orElse(code);
    }

    private String originName(String code) {
        return code == null ? null : origins.name(code);
    }

    private static void change(List<String> changes, String what, String from, String to) {
        if (!Objects.equals(from, to)) {
            changes.add(what + " from " + inWords(from) + " to " + inWords(to));
        }
    }

    private static String inWords(String value) {
        return value == null ? "none" : value.matches("[A-Z_]+") ? value.toLowerCase(Locale.ROOT).replace('_', ' ') : value;
    }

    private static boolean isNew(String said, String known) {
        return said != null && !said.isBlank() && !said.strip().equals(known);
    }

    private void check(Correction correction, Request before) {
        if (correction.kind() == null) {
            throw new IllegalArgumentException("Give the kind of assistance: " + Stream.of(Kind.values()).map(Kind::name).collect(Collectors.joining(", ")) + ".");
        }
        if (correction.language() != null && !triage.answersIn(correction.language())) {
            throw new IllegalArgumentException("\"" + correction.language() + "\" is no language we answer in. Give en or fr.");
        }
        if (isNew(correction.product(), before.product()) && products.find(correction.product().strip()).isEmpty()) {
            throw new IllegalArgumentException("The catalogue has no product \"" + correction.product() + "\". Give the code of one that it has.");
        }
        if (isNew(correction.version(), before.version())) {
            check(correction.version().strip(), changed(correction.product(), before.product()));
        }
        if (isNew(correction.origin(), before.origin()) && origins.find(correction.origin().strip()).isEmpty()) {
            throw new IllegalArgumentException("\"" + correction.origin() + "\" is no origin. Give one of the decision table "
                    + SupportRequest.COMPETENT_SERVICE_DECISION + ": " + origins.codes() + ".");
        }
    }

    /** @param product its code; null when it is not known, which leaves open what versions there are */
    private void check(String version, String product) {
        if (version.length() > LONGEST_VERSION) {
            throw new IllegalArgumentException("The version may have " + LONGEST_VERSION + " characters. Give it as the catalogue has it.");
        }
        if (!mayBe(version, product)) {
            Product known = products.find(product).orElseThrow();
            throw new IllegalArgumentException("The catalogue has no version \"" + version + "\" of " + known.name() + ". Give one of "
                    + known.versions().stream().map(ProductVersion::version).collect(Collectors.joining(", ")) + ", or none.");
        }
    }

    private boolean mayBe(String version, String product) {
        Product known = products.find(product).orElse(null);
        return known == null || known.versions().stream().anyMatch(each -> each.version().equals(version));
    }
}
