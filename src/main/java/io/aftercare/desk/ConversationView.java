package io.aftercare.desk;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredMessage;
import io.aftercare.conversation.UndeliveredMessages;
import io.aftercare.process.CurrentPerson;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * Puts a conversation onto a page: what was said, what was decided, and the form that corrects the triage. Who is
 * logged in has seen it then.
 */
@Component
class ConversationView {

    private final DeskAccess access;
    private final RequestRecords records;
    private final ReadMarkers markers;
    private final CorrectionChoices choices;
    private final UndeliveredMessages undelivered;
    private final UndeliverableAddresses addresses;
    private final CurrentPerson person;
    private final ZoneId zone;

    ConversationView(DeskAccess access, RequestRecords records, ReadMarkers markers, CorrectionChoices choices,
            UndeliveredMessages undelivered, UndeliverableAddresses addresses, CurrentPerson person,
            Clock clock) {
        this.access = access;
        this.records = records;
        this.markers = markers;
        this.choices = choices;
        this.undelivered = undelivered;
        this.addresses = addresses;
        this.person = person;
        this.zone = clock.getZone();
    }

    /** @return the name of the template */
    String show(RequestNumber number, boolean inTasklist, Model model) {
        RequestDetail request = records.detail(number);
        markers.shown(number, access.user(), request.messages().stream()
                .mapToLong(RequestDetail.MessageDetail::id).max().orElse(0));
        model.addAttribute("request", request);
        model.addAllAttributes(choices.of(request));
        model.addAttribute("names", person.namesOf(request.messages().stream()
                .map(RequestDetail.MessageDetail::author).filter(Objects::nonNull).distinct().toList()));
        model.addAttribute("labels", new Labels());
        model.addAttribute("shown", request.messages().stream()
                .collect(Collectors.toMap(RequestDetail.MessageDetail::id, ShownMessage::of)));
        model.addAttribute("undelivered", undelivered.of(number).stream()
                .collect(Collectors.toMap(UndeliveredMessage::messageId, UndeliveredMessage::reason)));
        model.addAttribute("blocked", addresses.find(request.customer().address()).orElse(null));
        model.addAttribute("inTasklist", inTasklist);
        model.addAttribute("zone", zone);
        model.addAttribute("zoneName", AnswerFacts.zone(zone));
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
