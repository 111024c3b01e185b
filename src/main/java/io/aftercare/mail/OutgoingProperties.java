package io.aftercare.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters leave; for what the provider of the mail server allows.
 *
 * @param connections           how many letters a node sends at the same time, each by a connection of its own
 * @param messagesPerConnection after how many messages a connection is closed and another one opened
 * @param perMinute             how many letters a node sends in a minute at most; 0 for as many as there are
 */
@ConfigurationProperties("aftercare.mail.outgoing")
record OutgoingProperties(@DefaultValue("4") int connections, @DefaultValue("100") int messagesPerConnection,
        @DefaultValue("0") int perMinute) {

    /** @throws IllegalArgumentException when nothing could ever leave */
    OutgoingProperties {
        if (connections < 1 || messagesPerConnection < 1 || perMinute < 0) {
            throw new IllegalArgumentException("aftercare.mail.outgoing: connections (" + connections
                    + ") and messages-per-connection (" + messagesPerConnection + ") must be 1 or more, per-minute ("
                    + perMinute + ") 0 or more.");
        }
    }
}
