package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.entitlement.Licences;
import io.aftercare.entitlement.Products;
import io.aftercare.triage.ProductAnswers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PurchasesTest {

    /** A long conversation takes long to read. */
    @Test
    void theMailsOfARequestAreReadOnceForAllThatIsAsked() {
        var number = new RequestNumber(42);
        Messages messages = mock(Messages.class);
        Message message = mock(Message.class);
        given(message.subject()).willReturn("Crash");
        given(message.ownText()).willReturn("It crashes.");
        given(message.textBody()).willReturn("It crashes.");
        given(messages.fromCustomer(number)).willReturn(List.of(message));
        Licences licences = mock(Licences.class);
        given(licences.mostFavourable(any(), any())).willReturn(Optional.empty());
        given(licences.find(any())).willReturn(Optional.empty());
        ProductAnswers answers = mock(ProductAnswers.class);
        given(answers.version(anyString(), any())).willReturn(Optional.of("2026"));
        Request request = mock(Request.class);
        given(request.number()).willReturn(number);
        given(request.customerAddress()).willReturn("anna@example.org");
        var purchases = new Purchases(licences, mock(Products.class), messages, new NamedLicences(licences, messages),
                answers);

        Purchases.Known known = purchases.known(request);
        purchases.of(known, true);
        purchases.ofOtherProducts(known);
        purchases.versionWritten(known, "lindenbaum");

        assertThat(known.text()).isEqualTo("Crash\nIt crashes.");
        verify(messages, times(1)).fromCustomer(number);
        verifyNoMoreInteractions(messages);
    }
}
