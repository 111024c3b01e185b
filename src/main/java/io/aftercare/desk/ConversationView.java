package io.aftercare.desk;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredLetter;
import io.aftercare.conversation.UndeliveredLetters;
import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.Products;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * Puts a conversation onto a page: what was said, what was decided, and the form that corrects the triage. Who is logged in
 * has seen it then.
 */
@Component
class ConversationView {

    private static final List<String> ORIGINS = List.of("ANTIVIRUS", "OPERATING_SYSTEM", "CLOUD_SYNC", "OTHER_SOFTWARE_GEDCOM",
            "PRINTER", "FILE_ASSOCIATION", "COMPUTER_BASICS", "NETWORK_OF_THE_COMPUTER");

    private final DeskAccess access;
    private final RequestRecords records;
    private final ReadMarkers markers;
    private final Products products;
    private final UndeliveredLetters undelivered;
    private final UndeliverableAddresses addresses;
    private final ZoneId zone;

    ConversationView(DeskAccess access, RequestRecords records, ReadMarkers markers, Products products,
            UndeliveredLetters undelivered, UndeliverableAddresses addresses, Clock clock) {
        this.access = access;
        this.records = records;
        this.markers = markers;
        this.products = products;
        this.undelivered = undelivered;
        this.addresses = addresses;
        this.zone = clock.getZone();
    }

    /** @return the name of the template */
    String show(RequestNumber number, boolean inTasklist, Model model) {
        RequestDetail request = records.detail(number);
        markers.shown(number, access.user(), request.messages().stream()
                .mapToLong(RequestDetail.MessageDetail::id).max().orElse(0));
        model.addAttribute("request", request);
        model.addAttribute("product", request.product() == null ? null
                : products.find(request.product()).map(Product::name).orElse(request.product()));
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("catalogue", products.all());
        model.addAttribute("origins", request.origin() == null || ORIGINS.contains(request.origin()) ? ORIGINS
                : Stream.concat(ORIGINS.stream(), Stream.of(request.origin())).toList());
        model.addAttribute("labels", new Labels());
        model.addAttribute("shown", request.messages().stream()
                .collect(Collectors.toMap(RequestDetail.MessageDetail::id, ShownMessage::of)));
        model.addAttribute("undelivered", undelivered.of(number).stream()
                .collect(Collectors.toMap(UndeliveredLetter::messageId, UndeliveredLetter::reason)));
        model.addAttribute("blocked", addresses.find(request.customer().address()).orElse(null));
        model.addAttribute("inTasklist", inTasklist);
        model.addAttribute("zone", zone);
        return "desk/conversation";
    }

    /**
     * A message as the page shows it.
     *
     * @param own what it says itself
     * @param all with what it quotes and its signature; null when that is the same
     */
    record ShownMessage(List<MessageFragment> own, List<MessageFragment> all) {

        static ShownMessage of(RequestDetail.MessageDetail message) {
            String own = message.ownText() == null || message.ownText().isBlank() ? message.text() : message.ownText();
            return new ShownMessage(MessageFragment.of(own, message.attachments()),
                    own.strip().equals(message.text().strip()) ? null
                            : MessageFragment.of(message.text(), message.attachments()));
        }
    }
}
