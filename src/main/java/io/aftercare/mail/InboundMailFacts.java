package io.aftercare.mail;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.SideConversation;
import io.aftercare.conversation.ports.AgentReply;
import io.aftercare.mail.InboundMailDisposition.AgentMailReport;
import io.aftercare.mail.reading.DmarcResult;
import io.aftercare.mail.reading.ForwardedMail;
import io.aftercare.mail.reading.ThreadReferences;
import io.aftercare.process.Staff;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What is known about a mail besides what stands in it. What must be looked up is looked up when it is asked for, and
 * no judgement asks twice.
 *
 * @param dmarc             whether the sender is proved
 * @param ourMessage        whether it is a message of ours that has come back
 * @param ourAgentMail      whether it is a mail to an agent that has come back
 * @param returnQuarantined whether a person has the task of looking at another mail of ours that has come back
 * @param agentReply        the mail as an agent's reply; empty when it is none of the desk's business
 * @param agentMailReport   its report as one about a mail to an agent; empty when it is about none; only of a report
 * @param reported          the message of ours it reports about; empty when it is about none; only of a report
 * @param colleague         who of the staff wrote it; empty when nobody; only with a sender
 * @param original          the mail that it forwards; empty when none can be read; fails with
 *                          {@link io.aftercare.mail.reading.TimeLimitedReader.TooSlow} when reading took too long
 * @param side              the conversation with a third party that it belongs to; empty when to none
 * @param copied            people of To and Cc who may take part; only with a sender
 * @param conversation      to which conversation it belongs what this author wrote with these references
 */
record InboundMailFacts(DmarcResult dmarc, BooleanSupplier ourMessage, BooleanSupplier ourAgentMail,
        BooleanSupplier returnQuarantined, Supplier<Optional<AgentReply>> agentReply,
        Supplier<Optional<AgentMailReport>> agentMailReport, Supplier<Optional<Message>> reported,
        Supplier<Optional<Staff.Member>> colleague, Supplier<Optional<ForwardedMail>> original,
        Supplier<Optional<SideConversation>> side, Supplier<List<String>> copied,
        BiFunction<Author, ThreadReferences, ConversationMatch> conversation) {
}
