package io.aftercare.conversation.ports;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.NewAttachment;
import java.util.List;

/**
 * A mail that may be the reply of an agent to a mail about a task.
 *
 * @param tokens     the tokens of our reply addresses it went to, in order; none when it went to the bare address
 * @param citedIds   Message-IDs of In-Reply-To and References
 * @param internetId its own Message-ID with angle brackets
 * @param from       address of the sender, lower-cased; empty when unreadable
 * @param proof      whether the sender is proved
 * @param automatic  an automaton wrote it, such as an out-of-office notice
 * @param doubt      why an automaton may have written it although nothing says so for certain, in the second half of a
 *                   sentence; null when a person did
 * @param text       all of its text
 * @param ownText    the text without what it quotes and without its signature
 */
public record AgentReply(List<String> tokens, List<String> citedIds, String internetId, String from, SenderProof proof,
        boolean automatic, String doubt, String text, String ownText, List<NewAttachment> attachments) {

    /** A reply of which nothing makes doubt that a person wrote it, or that an automaton did. */
    public AgentReply(List<String> tokens, List<String> citedIds, String internetId, String from, SenderProof proof,
            boolean automatic, String text, String ownText, List<NewAttachment> attachments) {
        this(tokens, citedIds, internetId, from, proof, automatic, null, text, ownText, attachments);
    }
}
