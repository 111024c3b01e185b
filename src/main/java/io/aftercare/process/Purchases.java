package io.aftercare.process;

import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Request;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.Products;
import io.aftercare.letters.OwnedProduct;
import io.aftercare.triage.ProductAnswers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The purchase a request stands on, and what else is known of its customer's purchases. */
@Component
public class Purchases {

    private static final int MOST_NAMED = 10;

    private final Licences licences;
    private final Products products;
    private final Messages messages;
    private final NamedLicences named;
    private final ProductAnswers answers;

    Purchases(Licences licences, Products products, Messages messages, NamedLicences named,
            ProductAnswers answers) {
        this.named = named;
        this.licences = licences;
        this.products = products;
        this.messages = messages;
        this.answers = answers;
    }

    /**
     * What is known of the purchases of a request's customer.
     *
     * @param text   all that the customer wrote, as {@link Messages#textOf} has it
     * @param bought those of the sender, those whose key or order number the customer wrote, and the one a person put
     *               on the request
     */
    public record Known(Request request, String text, List<Licence> bought) {
    }

    /** Reads the conversation, once for all that is asked about it. */
    public Known known(Request request) {
        List<Message> written = messages.fromCustomer(request.number());
        var bought = new ArrayList<>(licences.of(request.customerAddress()));
        bought.addAll(named.in(request.number(), written));
        licences.find(request.licenceKey()).ifPresent(bought::add);
        return new Known(request, Messages.text(written), bought.stream().distinct().toList());
    }

    /**
     * The most favourable licence for the product asked about.
     *
     * @param verified a person has verified the purchase: then the product no longer excludes it
     */
    public Optional<Licence> of(Known known, boolean verified) {
        return licences.mostFavourable(known.bought(), known.request().product())
                .or(() -> verified ? licences.mostFavourable(known.bought(), null) : Optional.empty());
    }

    /**
     * What is known when there is no purchase of the product asked about: purchases of other products, the latest
     * first. Empty when there is one.
     */
    public List<Licence> ofOtherProducts(Known known) {
        return licences.mostFavourable(known.bought(), known.request().product()).isPresent() ? List.of()
                : known.bought().stream().sorted(Comparator.comparing(Licence::purchasedOn).reversed()).toList();
    }

    /**
     * The purchase that the customer meant when asked for it: for the product asked about, or else for the one that the
     * answer names, or else of the key or order number in it, which proves the product that it is of.
     */
    public Optional<Licence> answered(Known known) {
        Request request = known.request();
        String answer = answerTo(request, Purpose.PROOF_REQUEST);
        return licences.mostFavourable(known.bought(), request.product())
                .or(() -> answers
                        .product(answer, request.product(), known.bought().stream().map(Licence::product).toList())
                        .flatMap(product -> licences.mostFavourable(known.bought(), product)))
                .or(() -> licences.mostFavourable(licences.quotedIn(answer), null));
    }

    /**
     * The version of a product that the customer writes about, or that a person said it is though no licence is for it.
     * Empty when neither says one: that of a licence is none that anybody writes about.
     */
    public Optional<String> versionWritten(Known known, String product) {
        Request request = known.request();
        return answers.version(known.text(), product)
                .or(() -> Optional.ofNullable(request.version()).filter(said -> request.triage().decidedByPerson()
                        && known.bought().stream().noneMatch(licence -> licence.version().equals(said))));
    }

    /** The version of a product that the customer answered when asked which one it is; empty when it is not clear. */
    public Optional<String> versionAnswered(Request request, String product) {
        return answers.versionAnswered(answerTo(request, Purpose.QUESTION), product);
    }

    /** Whether a licence is of the product with this code, name or alias; true of a product that is not known. */
    public boolean isOf(Licence licence, String product) {
        return products.find(product).map(found -> found.code().equalsIgnoreCase(licence.product())).orElse(true);
    }

    /** The purchase with this key or order number; empty for null. */
    public Optional<Licence> withKey(String keyOrOrderNumber) {
        return licences.find(keyOrOrderNumber);
    }

    /** As a letter names them. */
    public List<OwnedProduct> forLetter(Collection<Licence> bought) {
        return bought.stream().limit(MOST_NAMED)
                .map(licence -> new OwnedProduct(name(licence.product()), licence.version(), licence.purchasedOn()))
                .distinct().toList();
    }

    /** As people who work here read them, with the keys; null for none. */
    public String forStaff(Collection<Licence> bought) {
        return bought.isEmpty() ? null
                : bought.stream().limit(MOST_NAMED)
                        .map(licence -> "%s, version %s, bought on %s, licence %s".formatted(name(licence.product()),
                                licence.version(), licence.purchasedOn(), licence.key()))
                        .collect(Collectors.joining("; "));
    }

    /** The code of the product that a request stands on: that of its licence, else the one it is taken for; or null. */
    public String productCode(Request request) {
        return licences.find(request.licenceKey()).map(Licence::product).orElse(request.product());
    }

    /** The name of the product that a request stands on; null when it is not known. */
    public String productOf(Request request) {
        return name(productCode(request));
    }

    /** The name of a product; the code where the catalogue has it no more, null for null. */
    public String name(String product) {
        return products.find(product).map(Product::name).orElse(product);
    }

    /** What the customer wrote since the last letter of a purpose. */
    private String answerTo(Request request, Purpose letter) {
        var since = new ArrayList<String>();
        for (Message message : messages.of(request.number())) {
            if (message.purpose() == letter) {
                since.clear();
            } else if (message.fromCustomer()) {
                since.add(message.ownText());
            }
        }
        return String.join("\n", since);
    }
}
