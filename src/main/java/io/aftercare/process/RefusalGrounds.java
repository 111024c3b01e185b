package io.aftercare.process;

import static io.aftercare.process.SupportRequest.DECIDING_VERSION;
import static io.aftercare.process.SupportRequest.LICENSED_VERSION;
import static io.aftercare.process.SupportRequest.PURCHASED_ON;
import static io.aftercare.process.SupportRequest.REFUSAL;
import static io.aftercare.process.SupportRequest.SUPPORT_PERIOD;
import static io.aftercare.process.SupportRequest.SUPPORT_UNTIL;
import static io.aftercare.process.SupportRequest.VERSION_NAMED;
import static io.aftercare.process.SupportRequest.VERSION_ON_SALE;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Licence;
import io.aftercare.letters.Grounds;
import io.aftercare.process.Explanations.Explanation;
import io.aftercare.process.SupportRequest.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What a letter says of a refusal: its rule and reason in the customer's language and the facts it stands on. */
@Component
public class RefusalGrounds {

    private final Requests requests;
    private final Purchases purchases;
    private final Explanations explanations;
    private final Clock clock;

    RefusalGrounds(Requests requests, Purchases purchases, Explanations explanations, Clock clock) {
        this.clock = clock;
        this.requests = requests;
        this.purchases = purchases;
        this.explanations = explanations;
    }

    /** What stands behind the refusal that the process is just carrying out. */
    public Grounds of(DelegateExecution execution) {
        Request request = requests.get(SupportRequest.of(execution));
        Refusal refusal = REFUSAL.in(execution);
        List<Licence> others =
                refusal == Refusal.PURCHASE_NOT_PROVED ? purchases.ofOtherProducts(purchases.known(request))
                        : List.of();
        Explanation explanation = explanations.of(
                others.isEmpty() ? refusal.decisionResult() : SupportRequest.NO_PURCHASE_OF_PRODUCT, request.language(),
                SUPPORT_PERIOD.in(execution), refusal == Refusal.PATCH ? DECIDING_VERSION.in(execution) : null);
        Optional<Licence> licence = PURCHASED_ON.in(execution) == null ? Optional.empty()
                : purchases.withKey(request.licenceKey());
        return new Grounds(explanation.rule(), explanation.reason(),
                purchases.name(licence.map(Licence::product).orElse(request.product())),
                LICENSED_VERSION.in(execution), VERSION_ON_SALE.in(execution), day(PURCHASED_ON.in(execution)),
                refusal == Refusal.PATCH ? ifNotOver(day(SUPPORT_UNTIL.in(execution)))
                        : day(SUPPORT_UNTIL.in(execution)),
                licence.map(Licence::key).orElse(null),
                refusal == Refusal.PATCH && !Objects.equals(VERSION_NAMED.in(execution), LICENSED_VERSION.in(execution))
                        ? VERSION_NAMED.in(execution)
                        : null,
                purchases.forLetter(others));
    }

    /** Support goes on without a patch, as goodwill beyond the day that it was open until. */
    private LocalDate ifNotOver(LocalDate supportUntil) {
        return supportUntil == null || supportUntil.isBefore(LocalDate.now(clock)) ? null : supportUntil;
    }

    private static LocalDate day(String iso) {
        return iso == null ? null : LocalDate.parse(iso);
    }
}
