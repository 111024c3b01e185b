package io.aftercare.mail;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SupportAddress;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes a mail of a stored message and hands it to the mail server. */
@Component
class OutboundMessageTransport {

    private final SmtpConnections connections;
    private final Requests requests;
    private final Attachments attachments;
    private final SupportAddress supportAddress;
    private final Clock clock;

    OutboundMessageTransport(SmtpConnections connections, Requests requests, Attachments attachments,
            SupportAddress supportAddress, Clock clock) {
        this.connections = connections;
        this.requests = requests;
        this.attachments = attachments;
        this.supportAddress = supportAddress;
        this.clock = clock;
    }

    /** @return the copies that the server did not take */
    List<String> send(Message message) throws MessagingException {
        return connections.send(new OutboundMessage(connections.session(), message, requests.get(message.request()),
                attachments.contentsOf(message.id()), supportAddress, clock));
    }
}
