package io.aftercare.conversation.ports;

import java.time.Instant;
import java.util.Optional;

/** By when the people of support mean to answer. The desk knows; who speaks with customers tells them. */
public interface AnswerTarget {

    /**
     * The latest moment for a request that comes in now and needs a person, whatever kind it turns out to be; empty
     * when nobody has set targets.
     */
    Optional<Instant> latest();
}
