package io.aftercare.desk;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import java.time.Instant;

/** A request in a list; see {@link Request} for the meaning of its facts. */
record RequestSummary(RequestNumber number, String subject, RequestState state, Outcome outcome, Kind category,
        String language, String product, String version, String origin, Double confidence, Channel channel,
        Person customer, String agent, RequestNumber continues, Instant openedAt, Instant changedAt, Instant closedAt) {

    /** @param name null when unknown */
    record Person(String address, String name) {
    }

    static RequestSummary of(Request request) {
        return new RequestSummary(request.number(), request.subject(), request.state(), request.outcome(),
                request.kind(), request.language(), request.product(), request.version(), request.origin(),
                request.confidence(), request.channel(), new Person(request.customerAddress(), request.customerName()),
                request.agent(), request.followUpOf(), request.openedAt(), request.changedAt(), request.closedAt());
    }
}
