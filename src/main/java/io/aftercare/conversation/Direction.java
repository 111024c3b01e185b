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
    NOTE,
    /** From a third party, in a side conversation: for agents and managers only. */
    SIDE_IN,
    /** From us to a third party, in a side conversation. */
    SIDE_OUT;

    /** Whether it belongs to a side conversation, which the customer never sees. */
    public boolean side() {
        return this == SIDE_IN || this == SIDE_OUT;
    }

    /** Whether we sent it by mail. */
    public boolean sent() {
        return this == OUT || this == SIDE_OUT;
    }
}
