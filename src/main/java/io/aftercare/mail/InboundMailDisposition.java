package io.aftercare.mail;

import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.SideConversation;
import io.aftercare.conversation.ports.AgentReply;
import io.aftercare.mail.reading.DeliveryReport;
import java.util.List;

/** What is to become of a mail that was taken in: exactly one of these, each with its reason in a sentence. */
sealed interface InboundMailDisposition {

    /** Why, for agents and the log. */
    String reason();

    /** A person is to look at it first. */
    record Quarantine(String reason) implements InboundMailDisposition {
    }

    /** It is kept outside of all conversations, and nothing more is done unless a person wants it. */
    record Ignore(String reason) implements InboundMailDisposition {
    }

    /** It is the desk's: an agent answers a mail about a task. */
    record ReplyOfAgent(AgentReply reply) implements InboundMailDisposition {

        @Override
        public String reason() {
            return "This answers a mail to an agent.";
        }
    }

    /**
     * It is the desk's: a report about a mail to an agent.
     *
     * @param internetIds the Message-IDs that the report quotes or cites
     */
    record AgentMailReport(List<String> internetIds, DeliveryReport report) implements InboundMailDisposition {

        @Override
        public String reason() {
            return "This is a report about a mail to an agent.";
        }
    }

    /**
     * A mail server or mail program reports about a message of ours: kept with it, and acted on.
     *
     * @param reported the message of ours
     * @param message  the report, as it stands in the conversation
     */
    record MessageReport(Message reported, DeliveryReport report,
            IncomingMessage message) implements InboundMailDisposition {

        @Override
        public String reason() {
            return "This is a report about our message " + reported.internetId() + ".";
        }
    }

    /**
     * Kept with the request and shown, but never an answer: the process is not told, and a closed request stays closed.
     */
    record Attach(Request request, IncomingMessage message, String reason) implements InboundMailDisposition {
    }

    /** What a third party writes in a side conversation: kept there, and no message of the customer. */
    record SideReply(SideConversation conversation, IncomingMessage message) implements InboundMailDisposition {

        @Override
        public String reason() {
            return "It belongs to the conversation with " + conversation.address() + " about "
                    + conversation.request() + ".";
        }
    }

    /** What somebody who takes part in a request writes; a request that ended is opened again. */
    record Join(Request request, CustomerMail mail) implements InboundMailDisposition {

        @Override
        public String reason() {
            return mail.message().fromAddress() + " takes part in " + request.number() + ".";
        }
    }

    /**
     * A request of its own.
     *
     * @param match what it goes on from, or cites without taking part in it
     */
    record Open(ConversationMatch match, CustomerMail mail) implements InboundMailDisposition {

        @Override
        public String reason() {
            return match.request() != null
                    ? "It goes on from " + match.request().number() + ", which has ended for good."
                    : match.cited() != null ? match.citation() + "."
                            : "It belongs to no conversation.";
        }
    }

    /**
     * A mail as the customer's message.
     *
     * @param copied  who else may take part, if the author is the customer
     * @param readers who else got it, besides us and the author: they know by what it cites our letters
     * @param notes   what agents should know
     * @param machine whether a machine sent it, and a person has found that it counts all the same
     */
    record CustomerMail(IncomingMessage message, List<String> copied, List<String> readers, List<String> notes,
            boolean machine) {
    }
}
