package io.aftercare.desk.savedreplies;

import io.aftercare.conversation.Request;
import io.aftercare.desk.AnswerGaps;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.entitlement.Products;
import io.aftercare.letters.WrittenDate;
import io.aftercare.policy.PolicyNumbers;
import io.aftercare.process.CurrentPerson;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts into a saved reply what is known of a request; of what is not known the placeholder stays, as a gap. */
@Component
class ReplyFilling {

    private static final int LONGEST_VALUE = 300;

    private final Licences licences;
    private final Products products;
    private final PolicyNumbers policy;
    private final CurrentPerson person;
    private final Clock clock;

    ReplyFilling(Licences licences, Products products, PolicyNumbers policy, CurrentPerson person, Clock clock) {
        this.licences = licences;
        this.products = products;
        this.policy = policy;
        this.person = person;
        this.clock = clock;
    }

    /** The text for this request, as the person who is logged in would send it. @param language of the text */
    String filled(String text, String language, Request request) {
        return AnswerGaps.fill(text, values(request, Locale.forLanguageTag(language)));
    }

    /** The text for a request that is invented, to look at. @param language of the text */
    String example(String text, String language) {
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        Locale written = Locale.forLanguageTag(language);
        for (Placeholder placeholder : Placeholder.values()) {
            values.put(placeholder, placeholder.example());
        }
        values.put(Placeholder.LICENCE_UNTIL, WrittenDate.of(LocalDate.now(clock).plusMonths(6), written));
        values.put(Placeholder.TODAY, WrittenDate.of(LocalDate.now(clock), written));
        return AnswerGaps.fill(text, named(values));
    }

    private Map<String, String> values(Request request, Locale language) {
        Optional<Licence> licence = licence(request);
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        values.put(Placeholder.CUSTOMER_NAME, request.customerName());
        values.put(Placeholder.CUSTOMER_ADDRESS, request.customerAddress());
        values.put(Placeholder.REQUEST_NUMBER, request.number().toString());
        values.put(Placeholder.REQUEST_SUBJECT, request.subject());
        values.put(Placeholder.PRODUCT, request.product() == null ? null
                : products.names().getOrDefault(request.product(), request.product()));
        values.put(Placeholder.VERSION, request.version());
        values.put(Placeholder.LICENCE_KEY, licence.map(Licence::key).orElse(request.licenceKey()));
        values.put(Placeholder.LICENCE_UNTIL, licence
                .map(bought -> WrittenDate.of(policy.supportUntil(bought.purchasedOn()), language)).orElse(null));
        values.put(Placeholder.AGENT_NAME, person.nameOf(person.id()));
        values.put(Placeholder.TODAY, WrittenDate.of(LocalDate.now(clock), language));
        return named(values);
    }

    /** The one the request stands on; while none is known the latest for its product, or the only one there is. */
    private Optional<Licence> licence(Request request) {
        List<Licence> all = licences.of(request.customerAddress());
        Optional<Licence> named = all.stream().filter(one -> request.licenceKey() != null
                && (request.licenceKey().equals(one.key()) || request.licenceKey().equals(one.orderNumber())))
                .findFirst();
        if (named.isPresent() || request.licenceKey() != null) {
            return named;
        }
        return request.product() == null ? all.stream().filter(one -> all.size() == 1).findFirst()
                : all.stream().filter(one -> one.product().equals(request.product()))
                        .max(Comparator.comparing(Licence::purchasedOn));
    }

    /** By key; without those that nothing is known of. What a customer wrote is one line, however it came. */
    private static Map<String, String> named(Map<Placeholder, String> values) {
        Map<String, String> named = new HashMap<>();
        values.forEach((placeholder, value) -> {
            String line = value == null ? "" : value.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
            if (!line.isEmpty()) {
                named.put(placeholder.key(), line.substring(0, Math.min(LONGEST_VALUE, line.length())));
            }
        });
        return named;
    }
}
