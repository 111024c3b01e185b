package io.aftercare.conversation.ports;

import io.aftercare.conversation.Message;
import java.util.Collection;
import java.util.Set;

/** What becomes of mails that answer our mails to agents. The desk implements it; the mail channel calls it. */
public interface AgentReplies {

    /**
     * Whether a mail is the desk's business and never a customer's message: it went to the reply address of a task, or
     * it cites a mail to an agent without any reply address and does not come from the customer.
     */
    boolean concerns(AgentReply reply);

    /**
     * Deals with a mail that concerns the desk, once, however often it comes: carries out what the agent writes, or
     * keeps it as a note on the request and tells the agent why nothing was done.
     *
     * @return what became of it, in a sentence
     */
    String take(AgentReply reply);

    /** Which of these Message-IDs are those of agents' replies that have been dealt with. */
    Set<String> takenAmong(Collection<String> internetIds);

    /**
     * Whether this is the Message-ID of a mail of ours to an agent, so that a mail which bears it is one that came
     * back.
     */
    boolean wrote(String internetId);

    /**
     * A mail server reports about a mail of ours.
     *
     * @param internetIds the Message-IDs that the report quotes
     * @param failed      whether the mail did not arrive and will not
     * @param status      such as {@code 5.1.1}; null when not given
     * @return whether it is about a mail to an agent; false leaves it to others
     */
    boolean reported(Collection<String> internetIds, boolean failed, String status);
}
