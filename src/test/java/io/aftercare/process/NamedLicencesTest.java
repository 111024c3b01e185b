package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamedLicencesTest {

    private static final RequestNumber NUMBER = new RequestNumber(4);
    private static final Licence OWN = licence("LB26-OWN1");
    private static final Licence SHOWN = licence("LB26-SHOW");
    private static final Licence OURS = licence("LB26-OURS");

    private final Messages messages = mock(Messages.class);
    private final Licences licences = mock(Licences.class);

    @Test
    void findsAKeyInWhatPassesForAQuotationButNoneThatALetterOfOursNames() {
        conversation(message(Direction.OUT, "The key LB26-OURS is of another product.", null),
                message(Direction.IN, "Here it is: LB26-OWN1\n> LB26-SHOW\n> LB26-OURS", "Here it is: LB26-OWN1"));
        assertThat(new NamedLicences(licences, messages).in(NUMBER)).containsExactly(OWN, SHOWN);
    }

    @Test
    void findsTheKeyOfALetterOfOursWhereTheCustomerWritesIt() {
        conversation(message(Direction.OUT, "The key LB26-OURS is of another product.", null),
                message(Direction.IN, "Yes, LB26-OURS.\n> LB26-OURS", "Yes, LB26-OURS."));
        assertThat(new NamedLicences(licences, messages).in(NUMBER)).containsExactly(OURS);
    }

    private void conversation(Message... written) {
        List<Message> all = List.of(written);
        List<Message> fromCustomer = all.stream().filter(message -> message.direction() == Direction.IN).toList();
        given(messages.of(NUMBER)).willReturn(all);
        given(messages.fromCustomer(NUMBER)).willReturn(fromCustomer);
        given(messages.textOf(NUMBER)).willReturn(fromCustomer.get(0).ownText());
        all.stream().flatMap(message -> Stream.of(message.textBody(), String.valueOf(message.ownText())))
                .forEach(text -> given(licences.quotedIn(text)).willReturn(
                        Stream.of(OWN, SHOWN, OURS).filter(licence -> text.contains(licence.key())).toList()));
    }

    private static Message message(Direction direction, String text, String own) {
        return new Message(0, NUMBER, direction, Purpose.CUSTOMER, MessageStatus.RECEIVED, null, null, null,
                "ada@customers.example", null, null, null, "", text, own, null, false, null, null, null, null);
    }

    private static Licence licence(String key) {
        return new Licence(key, null, "ada@customers.example", "lindenbaum", null, "2026", LocalDate.EPOCH);
    }
}
