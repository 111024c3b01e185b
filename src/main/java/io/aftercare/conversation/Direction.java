package io.aftercare.conversation;

import org.springframework.modulith.NamedInterface;

/** Who a message is from, seen from the support. */
@NamedInterface("kernel")
public enum Direction {
    /** From the customer, or by an automaton in the customer's name. */
    IN,
    /** From us to the customer. */
    OUT,
    /** Internal: for agents and managers only. */
    NOTE
}
